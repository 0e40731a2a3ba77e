import type { Invariant } from "./history/history.ts";
import type { Verdict } from "./scenario.ts";

/** One line "figure / goal / pass"; the goals are those of the reliability page. */
export type Figure = { readonly what: string; readonly figure: string; readonly goal: string; readonly pass: boolean };

export function toLine({ what, figure, goal, pass }: Figure): string {
  return `${what}: ${figure} / ${goal} / ${pass ? "pass" : "FAIL"}`;
}

/** How many wishes were acknowledged. */
export function countAcknowledged(verdict: Verdict): number {
  return verdict.record.filter((line) => line.type === "end" && line.outcome === "ok").length;
}

export function countFaults(verdict: Verdict): number {
  return verdict.record.filter((line) => line.type === "fault").length;
}

/** Lost, doubled, reordered, and whatever else the checker found. */
export function lossFigures(name: string, verdict: Verdict, leastAcknowledged: number): Figure[] {
  const count = (...invariants: Invariant[]) =>
    verdict.violations.filter((violation) => invariants.includes(violation.invariant)).length;
  const acknowledged = countAcknowledged(verdict);
  const named = count("lost", "doubled", "out of order");
  return [
    zero(`${name}, lost of ${acknowledged} acknowledged over ${countFaults(verdict)} kills`, count("lost")),
    zero(`${name}, doubled`, count("doubled")),
    zero(`${name}, out of order`, count("out of order")),
    zero(`${name}, any other finding of the checker`, verdict.violations.length - named),
    zero(`${name}, processes that ended by themselves`, verdict.unexpectedExits),
    {
      what: `${name}, acknowledged`,
      figure: String(acknowledged),
      goal: `≥ ${leastAcknowledged}`,
      pass: acknowledged >= leastAcknowledged,
    },
  ];
}

function zero(what: string, figure: number): Figure {
  return { what, figure: String(figure), goal: "0", pass: figure === 0 };
}

/** Milliseconds from the start of a process to its first answer, over all kills. */
export function restartFigure(verdict: Verdict): Figure {
  const times = verdict.record
    .flatMap((line) => (line.type === "fault" && line.backAfterMs !== undefined ? [line.backAfterMs] : []))
    .sort((a, b) => a - b);
  const at = (share: number) => ((times[Math.floor((times.length - 1) * share)] ?? 0) / 1000).toFixed(1);
  return {
    what: "kill to serving, half / 95 % / all within",
    figure: `${at(0.5)} / ${at(0.95)} / ${at(1)} s`,
    goal: "95 % ≤ 5 s",
    pass: Number(at(0.95)) <= 5,
  };
}

/** G3: how many sends were ever uncertain, where a repeat is no way out. */
export function uncertainFigure(verdict: Verdict): Figure {
  const sends = verdict.state.messages.filter((message) => message.kind === "outbound").length;
  const ever = new Set(
    verdict.state.events.filter((event) => event.deliveryState === "uncertain").map((event) => event.messageId),
  );
  const share = sends === 0 ? 0 : (100 * ever.size) / sends;
  return {
    what: `sends ever uncertain of ${sends}`,
    figure: `${share.toFixed(1)} %`,
    goal: "each settled in the end (see above)",
    pass: verdict.state.outbox.length === 0,
  };
}
