import { type ConversationId, type CrossChannelEntries, type CrossChannelView, Refusal } from "@guichet/contract";
import { linkedContacts, readPlace, writePlace } from "../../contacts/index.ts";
import type { Ctx } from "../../db/index.ts";
import { accessConversation, reachOf } from "../access-conversation.ts";
import { channelsWith } from "../conversations.policy.ts";
import { actorId } from "../take-unheld.ts";
import { toMessageView } from "../thread.view.ts";
import {
  type CrossChannelReach,
  type CrossChannelRow,
  loadChannelsOfPerson,
  loadCrossChannelMessages,
} from "./cross-channel.sql.ts";

const PAGE = 50;

/** W89: on which channels the person of this conversation has others. */
export async function viewCrossChannel(ctx: Ctx, id: ConversationId): Promise<CrossChannelView> {
  const reach = await reachAcross(ctx, id);
  return { ...(await loadChannelsOfPerson(ctx, reach)), contactIds: [...reach.contacts] };
}

/** W89: what was said there, page by page upwards. Nothing of it counts as read. */
export async function listCrossChannelEntries(
  ctx: Ctx,
  id: ConversationId,
  cursor: string | undefined,
): Promise<CrossChannelEntries> {
  const reach = await reachAcross(ctx, id);
  const rows = await loadCrossChannelMessages(ctx, reach, readCursor(cursor), PAGE);
  const [oldest] = rows;
  return {
    entries: rows.map(toMessageView),
    conversations: conversationsOf(rows),
    before: oldest === undefined || rows.length < PAGE ? null : writePlace({ at: oldest.place, id: oldest.id }),
  };
}

/** The same people as in the contact's history (W118), and the channels on which one sees conversations. */
async function reachAcross(ctx: Ctx, id: ConversationId): Promise<CrossChannelReach> {
  const { conversation } = await accessConversation(ctx, id, "see");
  const { contact_id } = conversation;
  return {
    conversationId: id,
    contacts: [contact_id, ...(await linkedContacts(ctx, contact_id))],
    visible: channelsWith(await reachOf(ctx), "see"),
    readerId: actorId(ctx),
  };
}

function readCursor(cursor: string | undefined): ReturnType<typeof readPlace> {
  const place = readPlace(cursor);
  if (place !== undefined && Number.isNaN(Date.parse(place.at)))
    throw new Refusal("invalid_input", { fields: [{ path: "before", problem: "not a cursor of ours" }] });
  return place;
}

function conversationsOf(rows: readonly CrossChannelRow[]): CrossChannelEntries["conversations"] {
  const found = new Map(
    rows.map(({ conversation_id, channel_id, platform }) => [
      conversation_id,
      { id: conversation_id, channelId: channel_id, platform },
    ]),
  );
  return [...found.values()];
}
