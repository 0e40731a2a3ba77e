import { badParameter } from "./graph-refusal.ts";

const LASTS_MS = 20_000;

/** `typing_on`, `typing_off` and `mark_seen`, as the person sees them. */
export function takeSenderAction(
  person: { typingUntil: number; seenUpTo: number },
  action: unknown,
  now: number,
): void {
  if (action === "typing_on") person.typingUntil = now + LASTS_MS;
  else if (action === "typing_off") person.typingUntil = 0;
  else if (action === "mark_seen") person.seenUpTo = now;
  else throw badParameter("Param sender_action must be one of {TYPING_ON, TYPING_OFF, MARK_SEEN}");
}
