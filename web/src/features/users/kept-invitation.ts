import type { Sent } from "./add-user.tsx";

let kept: Sent | undefined;

/** Hands what became of an invitation from the page that sent it to the person's own page, once; never stored. */
export function keepInvitation(sent: Sent): void {
  kept = sent;
}

export function takeInvitation(userId: string): Sent | undefined {
  return kept?.user.id === userId ? kept : undefined;
}
