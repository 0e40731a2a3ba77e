import type {
  ChannelId,
  ContactGroupId,
  ConversationId,
  ConversationStatus,
  TeamId,
  UserId,
  Visibility,
} from "@guichet/contract";
import type { Walk } from "./queue-by-label.sql.ts";
import { filtersOf, onlyPeople, type Value } from "./queue-filters.sql.ts";
import type { QueueLabels } from "./queue-labels.ts";

/** Keyset position in the queue. */
export type QueuePlace = { readonly at: string; readonly id: ConversationId };
export type QueueQuery = {
  readonly status: ConversationStatus;
  /** Undefined: all they see. */
  readonly channels?: readonly ChannelId[];
  /** Undefined: anyone. */
  readonly assignees?: { readonly unassigned: boolean; readonly users: readonly UserId[]; readonly notUser?: UserId };
  /** Undefined: of whatever team, or none. */
  readonly teams?: { readonly none: boolean; readonly ids: readonly TeamId[] };
  /** Undefined: public and private. */
  readonly visibility?: Visibility;
  /** Undefined: whatever it bears. */
  readonly labels?: QueueLabels;
  /** Undefined: whoever writes. Else VIPs, and members of any of the groups. */
  readonly contacts?: { readonly vip: boolean; readonly groups?: readonly ContactGroupId[] };
  /** Undefined: however long. Else what has waited since before this moment. */
  readonly waitingBefore?: Date;
  /** Only what nobody holds, and what is nobody's or theirs. */
  readonly freeFor?: UserId;
  readonly newestFirst: boolean;
  readonly after?: QueuePlace;
  /** As far as is looked this time, itself among it. Undefined: to the end. */
  readonly until?: QueuePlace;
  readonly limit: number;
};

/** So many conversations of one channel (and label) are looked at for a page, when the filter may fit few of them. */
const LOOKED_AT = 4000;
/** And so many of all channels together, but some of each. */
const LOOKED_AT_IN_ALL = 12_000;
const LOOKED_AT_IN_EACH = 250;
const LIMIT = "limit (select $3::int)";

/**
 * The conversations of one page, as text: from `reach` (id, platform, role of the channels), with $1 the organization and $3
 * the number of rows. Each channel (and, where topics or tags are asked for, each of them) gives its own first ones from an
 * index and the best of them are kept, so the cost does not grow with the data; page 200 costs what page 1 does. `(select …)`
 * hides the number of rows and labels from the planner (see `readRows`).
 */
export function pageOf(query: QueueQuery, walk: Walk | undefined, value: Value): string {
  return walk === undefined ? pageOfAll(query, value) : pageOfLabelled(query, walk, value);
}

/**
 * Where to stop looking, as text: the place of the `LOOKED_AT`th conversation from here (of many channels: an earlier one) in
 * that channel (and label) where it comes first. Up to it every channel is looked through completely; no row where the end
 * comes before.
 */
export function horizonOf(query: QueueQuery, walk: Walk | undefined, value: Value): string {
  const order = query.newestFirst ? "desc" : "asc";
  const people = onlyPeople(query);
  const share = `least(${LOOKED_AT}, greatest(${LOOKED_AT_IN_EACH}, ${LOOKED_AT_IN_ALL} / greatest(1, (select count(*) from reach)))) - 1`;
  const last = (place: string, offset = share) => `order by ${place} offset ${offset} limit 1`;
  if (walk !== undefined)
    return `
      select x.queue_at, x.id from reach h cross join unnest(${value(walk.walked, "uuid[]")}) as lb(id) cross join lateral (
        select l.queue_at, l.conversation_id as id from conversation_labels l
        where l.organization_id = $1 and l.label_id = lb.id and l.channel_id = h.id and l.status = ${value(query.status, "text")}
          ${afterFilter(query, "(l.queue_at, l.conversation_id)", value)} ${last(`l.queue_at ${order}, l.conversation_id ${order}`)}
      ) x order by x.queue_at ${order}, x.id ${order} limit 1`;
  const own =
    people === undefined
      ? "reach h cross join lateral (select q.queue_at, q.id from conversations q where q.channel_id = h.id"
      : `unnest(${value(people.users, "uuid[]")}) u(id) cross join lateral (select q.queue_at, q.id from conversations q where q.assignee_id = u.id`;
  return `
    select x.queue_at, x.id from ${own} and q.organization_id = $1 and q.status = ${value(query.status, "text")}
      ${afterFilter(query, "(q.queue_at, q.id)", value)}
      ${last(`q.queue_at ${order}, q.id ${order}`, people === undefined ? share : String(LOOKED_AT - 1))}
    ) x order by x.queue_at ${order}, x.id ${order} limit 1`;
}

function pageOfAll(query: QueueQuery, value: Value): string {
  const order = query.newestFirst ? "desc" : "asc";
  return `
    select x.*, h.platform, h.role from reach h cross join lateral (
      select * from conversations q
      where q.organization_id = $1 and q.channel_id = h.id and q.status = ${value(query.status, "text")}
        ${filtersOf(query, value)} ${placeFilter(query, "(q.queue_at, q.id)", value)}
      order by q.queue_at ${order}, q.id ${order} ${LIMIT}
    ) x
    order by x.queue_at ${order}, x.id ${order} ${LIMIT}`;
}

/** Places from the index of the labels alone; the conversations themselves are read once the page is known. */
function pageOfLabelled(query: QueueQuery, { walked, also }: Walk, value: Value): string {
  const order = query.newestFirst ? "desc" : "asc";
  const filters = filtersOf(query, value);
  const fits =
    filters.trim() === ""
      ? ""
      : `and exists (select 1 from conversations q where q.organization_id = l.organization_id and q.id = l.conversation_id ${filters})`;
  const bears =
    also === undefined
      ? ""
      : `and exists (select 1 from conversation_labels o
          where o.organization_id = l.organization_id and o.conversation_id = l.conversation_id
            and o.label_id = any(${value(also, "uuid[]")}))`;
  return `
    select c.*, h.platform, h.role from (
      select x.conversation_id, x.queue_at
      from reach h
      cross join unnest(${value(walked, "uuid[]")}) as lb(id)
      cross join lateral (
        select l.conversation_id, l.queue_at from conversation_labels l
        where l.organization_id = $1 and l.label_id = lb.id and l.channel_id = h.id and l.status = ${value(query.status, "text")}
          ${bears} ${fits} ${placeFilter(query, "(l.queue_at, l.conversation_id)", value)}
        order by l.queue_at ${order}, l.conversation_id ${order} ${LIMIT}
      ) x
      group by x.conversation_id, x.queue_at
      order by x.queue_at ${order}, x.conversation_id ${order} ${LIMIT}
    ) place
    join conversations c on c.organization_id = $1 and c.id = place.conversation_id
    join reach h on h.id = c.channel_id`;
}

function placeFilter(query: QueueQuery, place: string, value: Value): string {
  const { until, newestFirst } = query;
  const after = afterFilter(query, place, value);
  if (until === undefined) return after;
  return `${after} and ${place} ${newestFirst ? ">=" : "<="} (${value(until.at, "timestamptz")}, ${value(until.id, "uuid")})`;
}

function afterFilter({ after, newestFirst }: QueueQuery, place: string, value: Value): string {
  if (after === undefined) return "";
  return `and ${place} ${newestFirst ? "<" : ">"} (${value(after.at, "timestamptz")}, ${value(after.id, "uuid")})`;
}
