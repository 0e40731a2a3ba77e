import { STATUS_TABLE } from "./conversation-status.ts";

/** docs/status-machine.md, made from the table itself; a test holds the file to it. */
export function drawStatusMachine(): string {
  const arrows = new Map<string, string[]>();
  for (const [from, row] of Object.entries(STATUS_TABLE)) {
    for (const [trigger, decision] of Object.entries(row)) {
      const to = typeof decision === "object" ? decision.to : decision === "starts_another" ? "another" : undefined;
      if (to === undefined) continue;
      const key = `${from} --> ${to}`;
      arrows.set(key, [...(arrows.get(key) ?? []), trigger.replaceAll("_", " ")]);
    }
  }
  const lines = [...arrows].map(([arrow, triggers]) => `  ${arrow}: ${triggers.join(", ")}`);
  return [
    "# The status machine",
    "",
    "Drawn from the table in `server/src/conversations/conversation-status.ts`. *another* is a new conversation of the same contact.",
    "",
    "```mermaid",
    "stateDiagram-v2",
    "  [*] --> new: first message",
    ...lines,
    "```",
    "",
    "*keep if there*: kept, unless the assignee is signed out and Remove assignment is on; then removed.",
    "",
    "| From | Trigger | To | Assignment |",
    "| --- | --- | --- | --- |",
    ...Object.entries(STATUS_TABLE).flatMap(([from, row]) =>
      Object.entries(row).map(([trigger, decision]) => {
        const [to, assignee] =
          typeof decision === "object"
            ? [decision.to, decision.assignee.replaceAll("_", " ")]
            : [decision.replaceAll("_", " "), ""];
        return `| ${from} | ${trigger.replaceAll("_", " ")} | ${to} | ${assignee} |`;
      }),
    ),
    "",
  ].join("\n");
}
