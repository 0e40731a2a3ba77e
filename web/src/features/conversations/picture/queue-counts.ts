import type { ChannelId, ConversationId, ConversationStatus, QueueCounts } from "@guichet/contract";

export type Foreseen = ReadonlyMap<
  ConversationId,
  { readonly channelId: ChannelId; readonly from: ConversationStatus | null; readonly to: ConversationStatus | null }
>;
type Counting = { readonly counts: QueueCounts; readonly foreseen: Foreseen };

/** Moves one conversation of a channel from one status to another. Null: it was not there, or is there no more. */
export function moveCount(
  counts: QueueCounts,
  channelId: ChannelId,
  before: ConversationStatus | null,
  after: ConversationStatus | null,
): QueueCounts {
  if (before === after) return counts;
  const old = counts.channels.find((channel) => channel.channelId === channelId) ?? { channelId, new: 0, pending: 0 };
  const changed = { ...old };
  if (before === "new" || before === "pending") changed[before] = Math.max(0, changed[before] - 1);
  if (after === "new" || after === "pending") changed[after] += 1;
  const others = counts.channels.filter((channel) => channel.channelId !== channelId);
  return { channels: [...others, changed] };
}

/** Counts a move ahead of its event. */
export function foreseeMove<Picture extends Counting>(
  picture: Picture,
  id: ConversationId,
  move: { channelId: ChannelId; from: ConversationStatus | null; to: ConversationStatus | null },
): Picture {
  const foreseen = picture.foreseen.get(id);
  const from = foreseen === undefined ? move.from : foreseen.from;
  const back = dropForeseen(picture, id);
  if (from === move.to) return back;
  const moves = new Map(back.foreseen).set(id, { channelId: move.channelId, from, to: move.to });
  return { ...back, foreseen: moves, counts: moveCount(back.counts, move.channelId, from, move.to) };
}

/** Takes a foreseen move back: its event is here and counts itself, or it did not happen. */
export function dropForeseen<Picture extends Counting>(picture: Picture, id: ConversationId): Picture {
  const move = picture.foreseen.get(id);
  if (move === undefined) return picture;
  const foreseen = new Map(picture.foreseen);
  foreseen.delete(id);
  return { ...picture, foreseen, counts: moveCount(picture.counts, move.channelId, move.to, move.from) };
}

/** What the tabs show: the sum over the selected channels (W41). Null: all. */
export function sumCounts(
  counts: QueueCounts,
  selected: readonly ChannelId[] | null,
): { readonly new: number; readonly pending: number } {
  const total = { new: 0, pending: 0 };
  for (const channel of counts.channels) {
    if (selected !== null && !selected.includes(channel.channelId)) continue;
    total.new += channel.new;
    total.pending += channel.pending;
  }
  return total;
}
