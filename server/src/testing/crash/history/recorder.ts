import { appendFileSync, closeSync, fsyncSync, openSync, readFileSync } from "node:fs";
import type { Outcome, Recorded, Wish } from "./history.ts";

export type Recorder = {
  /** Notes what is about to be asked for; call the answer with how it ended. */
  begin(wish: Wish): (outcome: Outcome, code?: string) => void;
  note(line: Recorded): void;
  /** How many wishes were acknowledged so far. */
  acknowledged(): number;
  close(): void;
};

/** Appends to a file that no part of the tested system knows. A line is in the file before the next thing happens. */
export function createRecorder(file: string): Recorder {
  const descriptor = openSync(file, "a");
  let ops = 0;
  let acknowledged = 0;
  const note = (line: Recorded) => appendFileSync(descriptor, `${JSON.stringify(line)}\n`);
  return {
    note,
    acknowledged: () => acknowledged,
    begin(wish) {
      ops += 1;
      const op = ops;
      note({ type: "begin", op, wish });
      return (outcome, code) => {
        if (outcome === "ok") acknowledged += 1;
        note({ type: "end", op, outcome, ...(code === undefined ? {} : { code }) });
      };
    },
    close() {
      fsyncSync(descriptor);
      closeSync(descriptor);
    },
  };
}

/** Everything recorded, in its order. */
export function readRecord(file: string): Recorded[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Recorded);
}
