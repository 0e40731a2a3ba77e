import {
  type ChannelId,
  type ConversationId,
  type ConversationRow,
  type ConversationStatus,
  type listConversationsAnswer,
  type listConversationsQuery,
  type QueueOrder,
  Refusal,
  type UserId,
} from "@guichet/contract";
import { z } from "zod";
import { type Ctx, inTransaction } from "../db/index.ts";
import { reachOf } from "./access-conversation.ts";
import { isUser } from "./conversation.ts";
import { channelsWith, type Reach } from "./conversations.policy.ts";
import { listQueue } from "./conversations.sql.ts";
import { isDue, type QueuePlace } from "./queue-order.ts";
import type { QueueQuery } from "./queue-page.sql.ts";
import { readFilter } from "./read-filter.ts";
import { freezeView, listQueuePlaces } from "./read-queue.sql.ts";

export type ConversationPage = z.output<typeof listConversationsAnswer>;

/** A page of the queue: only channels the acting user reaches, whatever was asked for. */
export async function listConversations(
  ctx: Ctx,
  query: z.output<typeof listConversationsQuery>,
): Promise<ConversationPage> {
  if (!isUser(ctx.actor)) throw new Refusal("not_allowed");
  const { rows, until } = await listQueue(ctx, ctx.actor.id, await toQueueQuery(ctx, ctx.actor.id, query));
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? placeOf(shown.at(-1)?.row, query.sort) : until;
  return {
    items: shown.map(({ row }) => row),
    next: last === undefined ? null : toCursor(last),
    lookedTo: last === undefined ? null : { queueAt: last.at, id: last.id, priority: last.priority, due: last.due },
    readSeqs: Object.fromEntries(shown.flatMap(({ row, readSeq }) => (readSeq === null ? [] : [[row.id, readSeq]]))),
    unreadMarks: Object.fromEntries(
      shown.flatMap(({ row, unreadMark }) => (unreadMark === null ? [] : [[row.id, unreadMark]])),
    ),
  };
}

/** So many looks at a queue in which the filter fits few. */
const MOST_LOOKS = 60;

/**
 * What a list of the queue holds at this moment, in its order: the first `most` ids, as they stand together. `more`: there are
 * others, or it was not looked further.
 */
export async function listConversationIds(
  ctx: Ctx,
  view: Omit<z.output<typeof listConversationsQuery>, "after" | "limit">,
  most: number,
): Promise<{ ids: ConversationId[]; more: boolean }> {
  const { actor } = ctx;
  if (!isUser(actor)) throw new Refusal("not_allowed");
  return await inTransaction(ctx, async (trx) => {
    await freezeView(trx);
    const query = await toQueueQuery(trx, actor.id, { ...view, limit: most });
    const ids: ConversationId[] = [];
    let after: QueuePlace | undefined;
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      const page = await listQueuePlaces(trx, actor.id, {
        ...query,
        limit: most + 1 - ids.length,
        ...(after === undefined ? {} : { after }),
      });
      ids.push(...page.places.map((place) => place.id));
      if (ids.length > most) return { ids: ids.slice(0, most), more: true };
      if (page.until === undefined) return { ids, more: false };
      after = page.until;
    }
    return { ids, more: true };
  });
}

/** What was asked for, as the queue is read; one more than the limit tells whether there is another page. */
export async function toQueueQuery(
  ctx: Ctx,
  me: UserId,
  query: z.output<typeof listConversationsQuery>,
): Promise<QueueQuery> {
  const { channels: asked, ...filter } = readFilter({ me, now: ctx.now() }, query.status, query);
  // How rare a label is must be judged by what they see of it.
  const channels = filter.labels === undefined ? asked : selectChannels(await reachOf(ctx), asked);
  return {
    ...filter,
    status: query.status,
    order: orderIn(query.status, query.sort),
    limit: query.limit + 1,
    ...(channels === undefined ? {} : { channels }),
    ...(query.after === undefined ? {} : { after: fromCursor(query.after) }),
  };
}

/** What means nothing in a queue is the oldest first there. */
function orderIn(status: ConversationStatus, sort: QueueOrder): QueueOrder {
  const means = sort === "priority" ? status === "new" : status !== "resolved" || !isDue(sort);
  return means ? sort : "oldest";
}

/** Those they see, of those asked for. */
export function selectChannels(reach: Reach, asked: readonly ChannelId[] | undefined): ChannelId[] {
  const visible = channelsWith(reach, "see");
  return asked === undefined ? visible : visible.filter((channelId) => asked.includes(channelId));
}

function placeOf(row: ConversationRow | undefined, sort: QueueOrder): QueuePlace | undefined {
  if (row === undefined) return undefined;
  const due = { window: row.windowEndsAt, sla: row.sla?.dueAt ?? null };
  const open = row.status !== "resolved" && isDue(sort);
  return { at: row.queueAt, id: row.id, priority: row.priority, due: open ? due[sort] : null };
}

function toCursor(place: QueuePlace): string {
  return Buffer.from(`${place.at} ${place.id} ${place.priority} ${place.due ?? ""}`).toString("base64url");
}

function fromCursor(cursor: string): QueuePlace {
  const [at, id, ranked = "0", due = ""] = Buffer.from(cursor, "base64url").toString().split(" ");
  const priority = Number(ranked);
  const isMoment = (text: string | undefined) => z.iso.datetime().safeParse(text).success;
  const isPlace = isMoment(at) && z.uuid().safeParse(id).success && (due === "" || isMoment(due));
  if (!isPlace || at === undefined || !/^\d{1,6}$/.test(ranked)) {
    throw new Refusal("invalid_input", { fields: [{ path: "after", problem: "not a cursor of ours" }] });
  }
  return { at, id: id as ConversationId, priority, due: due === "" ? null : due };
}
