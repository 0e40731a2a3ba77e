import type { ScheduledView } from "@guichet/contract";

export type ScheduledDeeds = {
  readonly onSendNow: (one: ScheduledView) => void;
  readonly onMove: (one: ScheduledView) => void;
  readonly onTakeBack: (one: ScheduledView) => void;
  readonly onCancel: (one: ScheduledView) => void;
};
type Given = {
  readonly me: string;
  readonly canReply: boolean;
  /** Nobody else is answering here. */
  readonly free: boolean;
};

/** What somebody may do with a reply that leaves later, or was to. Pure. */
export function deedsFor(
  { author, state }: Pick<ScheduledView, "author" | "state">,
  { me, canReply, free }: Given,
): (keyof ScheduledDeeds)[] {
  if (!canReply) return [];
  const mine = author.id === me;
  const waiting = state === "waiting";
  return [
    ...(waiting && free ? (["onSendNow"] as const) : []),
    ...(mine ? (["onMove"] as const) : []),
    ...(mine || !waiting ? (["onTakeBack"] as const) : []),
    "onCancel",
  ];
}
