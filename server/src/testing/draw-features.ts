import { listRows } from "./list-rows.ts";
import { drawReplays } from "./replays/draw-replays.ts";
import { SUBJECTS } from "./rows.ts";

const HEAD = `# What Guichet does, and where it is proven

Tests name what they prove by a short mark: W for the agent's workspace, R for routing, S for security and for words of the
screen, seed S for what the product began with, I for promises about messages, F for faults made on purpose, P for what
others published against themselves. This page says what each mark means and which tests hold it. It is drawn by
\`server/src/testing/draw-features.ts\` from the titles of the tests and the words in \`server/src/testing/rows.ts\`; a test
fails when one of them knows a mark that the other does not.
`;

/** The text of docs/features.md. */
export function drawFeatures(): string {
  const rows = listRows();
  const chapters = Object.entries(SUBJECTS).map(([subject, meanings]) => {
    const proven = Object.entries(meanings).filter(([row]) => rows.has(row));
    const lines = proven.map(([row, meaning]) => `| ${row} | ${meaning} | ${filesOf(rows, row)} |`);
    return `\n## ${subject}\n\n| Mark | What it means | Held by |\n| --- | --- | --- |\n${lines.join("\n")}\n`;
  });
  return HEAD + chapters.join("") + drawReplays();
}

function filesOf(rows: ReadonlyMap<string, readonly string[]>, row: string): string {
  return (rows.get(row) ?? []).map((file) => `\`${file}\``).join(", ");
}
