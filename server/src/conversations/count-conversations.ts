import { type FilteredCounts, type QueueFilterQuery, Refusal } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { limitsOf } from "../users/index.ts";
import { reachOf } from "./access-conversation.ts";
import { isUser } from "./conversation.ts";
import type { CountMatching } from "./count-in-turn.ts";
import { countMatching } from "./count-matching.sql.ts";
import { selectChannels } from "./list-conversations.ts";
import { readFilter } from "./read-filter.ts";

/** So many conversations of a status are looked at: more than nearly every queue holds, and 10 to 100 ms. */
const LOOKED_AT = 20_000;

/** How many in New and Pending fit a filter, of what the acting user sees. */
export async function countConversations(
  ctx: Ctx,
  query: QueueFilterQuery,
  countThem: CountMatching = countMatching,
): Promise<FilteredCounts> {
  if (!isUser(ctx.actor)) throw new Refusal("not_allowed");
  const reach = await reachOf(ctx);
  const sights = [...(await limitsOf(ctx, ctx.actor.id)).values()].flat();
  const limits = sights.length === 0 ? {} : { limits: { userId: ctx.actor.id, sights } };
  const person = { me: ctx.actor.id, now: ctx.now() };
  const count = async (status: "new" | "pending") => {
    const { channels, ...filter } = readFilter(person, status, query);
    return await countThem(ctx, { ...filter, ...limits, status, channels: selectChannels(reach, channels) }, LOOKED_AT);
  };
  const [inNew, inPending] = await Promise.all([count("new"), count("pending")]);
  return { new: inNew, pending: inPending };
}
