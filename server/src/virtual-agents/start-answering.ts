import { type KeptLooking, keepLooking } from "../lib/keep-looking.ts";
import { type AnswerDeps, answerHeld, type Failures } from "./answer-held.ts";

const LOOK_MS = 1000;

/** For the worker role: answers as soon as it is told that something may be held, and looks by itself every second. */
export function startAnswering(deps: AnswerDeps & { readonly wake: () => void }): KeptLooking {
  const failures: Failures = new Map();
  return keepLooking({
    everyMs: LOOK_MS,
    whenLate: "nudges",
    look: (repeat) => repeat(() => answerHeld(deps, failures)),
    wake: deps.wake,
    log: deps.log,
    failure: "auto responders could not be looked after, tried again soon",
  });
}
