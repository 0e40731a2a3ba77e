import type { queueViewCounts } from "@guichet/contract";
import { type QueueView, type QueueViewId, type QueueViewList, Refusal } from "@guichet/contract";
import type { z } from "zod";
import type { Ctx } from "../../db/index.ts";
import { getUserRow } from "../../users/index.ts";
import { reachOf } from "../access-conversation.ts";
import { isUser } from "../conversation.ts";
import { channelsWith } from "../conversations.policy.ts";
import type { CountMatching } from "../count-in-turn.ts";
import { selectChannels } from "../list-conversations.ts";
import { readFilter } from "../read-filter.ts";
import { mayChangeView, mayShareViews, type ViewPerson } from "./queue-view.policy.ts";
import { listViewRows, type QueueViewRow } from "./queue-views.sql.ts";
import { visibleFilter } from "./view-filter.ts";

/** There may be many views, and they are counted often: fewer conversations are looked at than for the tabs. */
const LOOKED_AT = 5000;

/** The views somebody sees: their own, and what is shared. */
export async function listViews(ctx: Ctx): Promise<QueueViewList> {
  const person = await viewPersonOf(ctx);
  const rows = await listViewRows(ctx, person.id);
  return { items: rows.map((row) => toView(row, person)), mayShare: mayShareViews(person) };
}

export async function getView(ctx: Ctx, id: QueueViewId): Promise<QueueView> {
  const found = (await listViews(ctx)).items.find((view) => view.id === id);
  if (found === undefined) throw new Refusal("not_found");
  return found;
}

/** How many conversations stand in each view: counted with the reader's own reach, whoever made it. */
export async function countViews(ctx: Ctx, count: CountMatching): Promise<z.output<typeof queueViewCounts>> {
  const person = await viewPersonOf(ctx);
  const items = (await listViewRows(ctx, person.id)).flatMap(async ({ id, status, filter }) => {
    if (status === "resolved") return [];
    const { channels, ...rest } = readFilter({ me: person.id, now: ctx.now() }, status, filter);
    const query = { ...rest, status, channels: selectChannels(person.reach, channels) };
    return [{ id, count: await count(ctx, query, LOOKED_AT) }];
  });
  return { items: (await Promise.all(items)).flat() };
}

export async function viewPersonOf(ctx: Ctx): Promise<ViewPerson> {
  if (!isUser(ctx.actor)) throw new Refusal("not_allowed");
  const { account_role: accountRole } = await getUserRow(ctx, ctx.actor.id);
  return { id: ctx.actor.id, accountRole, reach: await reachOf(ctx) };
}

function toView(row: QueueViewRow & { readonly owner_name: string }, person: ViewPerson): QueueView {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    emoji: row.emoji,
    status: row.status,
    sort: row.sort,
    ...visibleFilter(row.filter, channelsWith(person.reach, "see")),
    shared: row.shared,
    own: row.owner_id === person.id,
    ownerName: row.owner_name,
    mayChange: mayChangeView(row, person),
  };
}
