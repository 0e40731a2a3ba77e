import type { UserId } from "@guichet/contract";
import type { Value } from "./queue-filters.sql.ts";
import { isDue } from "./queue-order.ts";
import type { QueueQuery } from "./queue-page.sql.ts";

/** Drafts of the person, and comments that mention them and that they have not read, since a moment. */
export type OnlyTheirs = { readonly of: "drafts" | "mentions"; readonly userId: UserId; readonly since: Date };

/**
 * The ids of the few conversations that are asked for, as text with $1 the organization: from what the person has, and not from
 * the queue. Undefined: it is the queue that is asked for.
 */
export function fewOf({ only }: Pick<QueueQuery, "only">, value: Value): string | undefined {
  if (only === undefined || only === "boomerang") return undefined;
  const me = value(only.userId, "uuid");
  const since = value(only.since, "timestamptz");
  if (only.of === "drafts")
    return `select d.conversation_id as id from drafts d where d.organization_id = $1 and d.user_id = ${me} and d.at > ${since}`;
  return `
    select m.conversation_id as id from messages m
    left join read_marks r on r.organization_id = $1 and r.conversation_id = m.conversation_id and r.user_id = ${me}
    where m.organization_id = $1 and m.mentions is not null and m.created_at > ${since} and ${me} = any(m.mentions)
      and m.seq > coalesce(least(r.seq, r.unread_from - 1), 0)
    group by 1`;
}

/** Topics and tags have an index in the orders of priority and time. Of few, and by what is due, they are looked up one by one. */
export function walksLabels({ labels, only, order }: Pick<QueueQuery, "labels" | "only" | "order">): boolean {
  return labels !== undefined && !isDue(order) && (only === undefined || only === "boomerang");
}
