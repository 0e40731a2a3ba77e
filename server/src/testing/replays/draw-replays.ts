import { type Replay, readReplays } from "./read-replays.ts";

/** The section of docs/features.md: each class of tests with the numbers that it replays. */
export function drawReplays(replays: readonly Replay[] = readReplays()): string {
  const owed = replays.filter(({ here }) => typeof here === "object");
  const classes = [...new Set(replays.flatMap((replay) => replay.classes))].sort((a, b) => numberOf(a) - numberOf(b));
  const lines = classes.map((name) => {
    const own = replays.filter((replay) => replay.classes.includes(name));
    return `| **${name}** | ${list(own, "replayed")} | ${list(own, "absent")} |`;
  });
  return `
## Peers' published vulnerabilities replayed

${replays.length - owed.length} of ${replays.length} that comparable products published are tried on this one: the attack fails, and honest use beside
it works; or there is no such feature, which a test watches. What each number was stands in
\`server/src/testing/replays/peers.md\`; the tests carry the numbers in their titles.

| Class | Tried | Not there |
| --- | --- | --- |
${lines.join("\n")}
`;
}

function list(replays: readonly Replay[], here: "replayed" | "absent"): string {
  return replays.flatMap((replay) => (replay.here === here ? replay.id : [])).join(" ") || "–";
}

function numberOf(name: string): number {
  return Number(name.slice(1));
}
