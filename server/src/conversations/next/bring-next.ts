import { type ChannelId, hasRoom, type NextAnswer, type NextBody, type UserId } from "@guichet/contract";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { appendEvents, type NewEvent } from "../../events/index.ts";
import { reachOf } from "../access-conversation.ts";
import { writeAssignee } from "../assign-conversation.ts";
import { type Conversation, factsOf } from "../conversation.ts";
import { channelsWith } from "../conversations.policy.ts";
import { listQueue } from "../conversations.sql.ts";
import { releaseOthers, takeLock } from "../hold-conversation.ts";
import { toQueueQuery } from "../list-conversations.ts";
import type { FreeFor, QueueQuery } from "../queue-page.sql.ts";
import { listRooms } from "../room/room.sql.ts";
import { actorId } from "../take-unheld.ts";
import { viewRow } from "../view-row.ts";
import { holdsAnything, isAvailable, takeFirst } from "./next.sql.ts";

/** So many are looked at together; all of them may be taken by others in the same instant. */
const AT_ONCE = 20;
/** After so many looks that lost every race, whoever is just taking one is waited for. */
const PASSING_OVER = 2;
const MOST_LOOKS = 40;

type Nothing = Extract<NextAnswer, { type: "none" }>["because"];

/**
 * W35, W36: the first conversation of New, by the filters and order of the agent's own queue, or the one below that they are
 * done with, opened and held for them: one they may answer, that nobody holds and that is nobody else's. Away agents are brought nothing (W37), nor those who have
 * something else open; who is full only what is theirs already (R67). Choosing and holding are one transaction: no two agents
 * are brought the same.
 */
export async function bringNext(ctx: Ctx, wish: NextBody): Promise<NextAnswer> {
  const userId = actorId(ctx);
  const found = await inTransaction(ctx, async (trx): Promise<Conversation | Nothing> => {
    if (!(await isAvailable(trx, userId))) return "away";
    if (wish.done === null && (await holdsAnything(trx, userId))) return "busy";
    const room = (await listRooms(trx, [userId])).get(userId);
    const full = !hasRoom(room);
    const next = await findNext(trx, { userId, full }, wish);
    if (next === undefined) return full ? "full" : "empty";
    // With a maximum it counts from now on.
    const counts = room !== undefined && next.assignee_id === null;
    const theirs = counts ? await writeAssignee(trx, next, userId, "given") : next;
    await hold(trx, userId, theirs, wish.done);
    return theirs;
  });
  if (typeof found === "string") return { type: "none", because: found };
  return { type: "conversation", conversation: await viewRow(ctx, found.id) };
}

/** On from where the agent stood in their list, to its end; then what stands above. */
async function findNext(ctx: Ctx, freeFor: FreeFor, wish: NextBody): Promise<Conversation | undefined> {
  const { done, below, ...filter } = wish;
  const asked = await toQueueQuery(ctx, freeFor.userId, { ...filter, status: "new", limit: AT_ONCE });
  const query: QueueQuery = { ...asked, channels: await answerable(ctx, asked.channels), freeFor };
  if (below === null) return await takeFrom(ctx, freeFor, query, done);
  const { queueAt: at, ...place } = below;
  const further: QueueQuery = { ...query, after: { at, ...place } };
  return (await takeFrom(ctx, freeFor, further, done)) ?? (await takeFrom(ctx, freeFor, query, done));
}

async function takeFrom(
  ctx: Ctx,
  freeFor: FreeFor,
  from: QueueQuery,
  done: NextBody["done"],
): Promise<Conversation | undefined> {
  let query = from;
  let lost = 0;
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const { rows, until } = await listQueue(ctx, freeFor.userId, query);
    const ids = rows.map(({ row }) => row.id).filter((id) => id !== done);
    if (ids.length > 0) {
      const taken = await takeFirst(ctx, freeFor, ids, lost >= PASSING_OVER);
      if (taken !== undefined) return taken;
      lost += 1;
    } else if (until === undefined) return undefined;
    // Nothing so far of what was looked through: on from there.
    else query = { ...query, after: until };
  }
  return undefined;
}

async function answerable(ctx: Ctx, asked: readonly ChannelId[] | undefined): Promise<ChannelId[]> {
  const channels = channelsWith(await reachOf(ctx), "reply");
  return asked === undefined ? channels : channels.filter((id) => asked.includes(id));
}

/** A person holds one conversation; what they are done with frees itself when its new status arrives (W83). */
async function hold(ctx: Ctx, userId: UserId, next: Conversation, done: NextBody["done"]): Promise<void> {
  const events: NewEvent[] = [{ type: "conversation.opened", data: { ...factsOf(next), userId } }];
  await releaseOthers(ctx, userId, done === null ? [next.id] : [next.id, done]);
  await takeLock(ctx, next, userId, false, events);
  await appendEvents(ctx, events);
}
