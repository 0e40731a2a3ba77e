import type { ConversationRow } from "@guichet/contract";
import { applyConversation, type ConversationsPicture } from "./conversations-picture.ts";
import { dropForeseen, foreseeMove } from "./queue-counts.ts";

/**
 * What a person does is on the screen before the server knows (100 ms is the promise). A foreseen row stands half a
 * version above the known one: an older row that is still on its way does not undo it, and the server's next one wins.
 */
export function foresee(
  picture: ConversationsPicture,
  row: ConversationRow,
  change: Partial<
    Pick<
      ConversationRow,
      | "status"
      | "assignee"
      | "holder"
      | "teamId"
      | "queueAt"
      | "waitingSince"
      | "lock"
      | "lastMessage"
      | "topicIds"
      | "boomerang"
    >
  >,
): ConversationsPicture {
  const next = { ...row, ...change, version: knownVersion(row) + 0.5 };
  const move = { channelId: row.channelId, from: queueOf(row), to: queueOf(next) };
  const counted = move.from === move.to ? picture : foreseeMove(picture, row.id, move);
  return applyConversation(counted, next, []);
}

/** What a virtual agent has counts in none. */
function queueOf({ status, holder }: ConversationRow): ConversationRow["status"] | null {
  return holder === null ? status : null;
}

/** The server refused: puts the row back as it was, unless something newer has come. */
export function takeBack(picture: ConversationsPicture, before: ConversationRow): ConversationsPicture {
  const counted = dropForeseen(picture, before.id);
  const back = applyConversation(counted, { ...before, version: knownVersion(before) + 0.75 }, []);
  return back;
}

/** The version the server knows a row by. */
export function knownVersion(row: ConversationRow): number {
  return Math.floor(row.version);
}
