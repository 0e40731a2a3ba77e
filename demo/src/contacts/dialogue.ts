import type { Script } from "./script.ts";

/** Where a contact stands in their script. */
export type Dialogue = {
  readonly turn: number;
  readonly gaveDetails: boolean;
  readonly nudged: boolean;
  /** It is the agents' turn. */
  readonly waiting: boolean;
  readonly over: boolean;
};
export type Heard = { readonly type: "answer"; readonly text: string } | { readonly type: "silence" };
export type Move = { readonly say: string | undefined; readonly dialogue: Dialogue };

export const BEGUN: Dialogue = { turn: 0, gaveDetails: false, nudged: false, waiting: true, over: false };

/** What the contact says next, if anything. Pure. */
export function nextMove(script: Script, dialogue: Dialogue, heard: Heard): Move {
  if (dialogue.over) return { say: undefined, dialogue };
  if (heard.type === "silence") {
    const nudge = dialogue.waiting && !dialogue.nudged;
    return { say: nudge ? script.nudge : undefined, dialogue: { ...dialogue, nudged: dialogue.nudged || nudge } };
  }
  if (isQuestion(heard.text) && !dialogue.gaveDetails)
    return { say: script.whenAsked, dialogue: { ...dialogue, gaveDetails: true, waiting: true } };
  const say = script.turns[dialogue.turn];
  if (say === undefined) return { say: script.farewell, dialogue: { ...dialogue, waiting: false, over: true } };
  return { say, dialogue: { ...dialogue, turn: dialogue.turn + 1, waiting: true } };
}

function isQuestion(text: string): boolean {
  return /[?؟？]/.test(text);
}
