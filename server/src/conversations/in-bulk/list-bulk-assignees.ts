import type { BulkAssignee, Colleague, ConversationId } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { usersWithAccess } from "../../users/index.ts";
import { reachOf } from "../access-conversation.ts";
import { channelsWith } from "../conversations.policy.ts";
import { listRooms } from "../room/room.sql.ts";
import { channelsOfConversations } from "./channels-of.sql.ts";

/** To whom these conversations may be given, as far as one may assign them oneself: who reaches any of their channels (W70). */
export async function listBulkAssignees(ctx: Ctx, ids: readonly ConversationId[]): Promise<BulkAssignee[]> {
  const assignable = channelsWith(await reachOf(ctx), "assign");
  const channels = await channelsOfConversations(ctx, ids, assignable);
  const lists: Colleague[][] = [];
  for (const channelId of channels) lists.push(await usersWithAccess(ctx, channelId));
  const people = whoReaches(lists);
  const rooms = await listRooms(
    ctx,
    people.map(({ id }) => id),
  );
  return people.map((person) => ({ ...person, room: rooms.get(person.id) ?? null }));
}

/** Who is in any of the lists, and whether in all of them; nobody who is deactivated. Pure. */
export function whoReaches(lists: readonly (readonly Colleague[])[]): Omit<BulkAssignee, "room">[] {
  const people = new Map(lists.flat().map((person) => [person.id, person]));
  return [...people.values()]
    .filter((person) => !person.deactivated)
    .map(({ id, name, photo, presence, awayState, deactivated }) => ({
      ...{ id, name, photo, presence, awayState, deactivated },
      everywhere: lists.every((list) => list.some((one) => one.id === id)),
    }));
}
