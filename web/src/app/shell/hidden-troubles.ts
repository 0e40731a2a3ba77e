import type { ChannelTrouble } from "@guichet/contract";

/** Silence is tried again without a person, and who cannot mend a channel need not look at it; who can, must. */
export function mayHide(trouble: ChannelTrouble): boolean {
  return trouble.kind === "silent" || !trouble.mayMend;
}

/** One trouble of one channel: when it comes back or gets worse it is another one, and shown again. */
export function troubleKey({ channelId, kind, since }: ChannelTrouble): string {
  return `${channelId} ${kind} ${since ?? ""}`;
}

/** What of it still has to be shown. What may not be hidden is shown, whatever was hidden. */
export function troublesToShow(
  troubles: readonly ChannelTrouble[],
  hidden: readonly string[],
): readonly ChannelTrouble[] {
  return troubles.filter((trouble) => !mayHide(trouble) || !hidden.includes(troubleKey(trouble)));
}
