import type {
  ChannelId,
  ContactGroupId,
  ConversationStatus,
  QueueOrder,
  TeamId,
  UserId,
  Visibility,
} from "@guichet/contract";
import type { Sight } from "../users/index.ts";
import type { Walk } from "./queue-by-label.sql.ts";
import { fewOf, type OnlyTheirs } from "./queue-few.sql.ts";
import { filtersOf, isSparse, onlyPeople, type Value } from "./queue-filters.sql.ts";
import type { QueueLabels } from "./queue-labels.ts";
import { isDue, keyOf, keyOfPlace, orderOf, placeColumns, type QueuePlace, type Ranked } from "./queue-order.ts";

export type FreeFor = { readonly userId: UserId; readonly full: boolean };
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
  /** Undefined: whatever reply window it has, or none. Else one that ends after, and not later than, these moments; null: whenever. */
  readonly window?: { readonly after: Date | null; readonly until: Date | null };
  /** Undefined: whatever it is to the person. Else what comes back by a boomerang, or the few that are theirs in some way. */
  readonly only?: "boomerang" | OnlyTheirs;
  /** For counts: what hides conversations from whoever asks. Pages ask themselves. */
  readonly limits?: { readonly userId: UserId; readonly sights: readonly Sight[] };
  /** Only what nobody holds, and what is theirs or, unless they are full, nobody's. */
  readonly freeFor?: FreeFor;
  /** By priority: New alone. By what is due: New and Pending. */
  readonly order: QueueOrder;
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
const LABEL: Ranked = { of: "l", id: "conversation_id" };

/**
 * The conversations of one page, as text: from `reach` and `sights` (see `reachText`), with $1 the organization, $2 the
 * user and $3 the number of rows. Each channel (and, where topics or tags are asked for, each of them) gives its own first ones from an
 * index and the best of them are kept, so the cost does not grow with the data; page 200 costs what page 1 does. `(select …)`
 * hides the number of rows and labels from the planner (see `readRows`).
 */
export function pageOf(query: QueueQuery, walk: Walk | undefined, value: Value): string {
  const few = fewOf(query, value);
  if (few !== undefined) return pageOfFew(query, few, value);
  return walk === undefined ? pageOfAll(query, value) : pageOfLabelled(query, walk, value);
}

/**
 * Where to stop looking, as text: the place of the `LOOKED_AT`th conversation from here (of many channels: an earlier one) in
 * that channel (and label) where it comes first. Up to it every channel is looked through completely; no row where the end
 * comes before.
 */
export function horizonOf(query: QueueQuery, walk: Walk | undefined, value: Value): string {
  const people = onlyPeople(query);
  const order = orderOf(query.order, { of: "x", id: "id" });
  const share = `least(${LOOKED_AT}, greatest(${LOOKED_AT_IN_EACH}, ${LOOKED_AT_IN_ALL} / greatest(1, (select count(*) from reach)))) - 1`;
  const last = (place: string, offset = share) => `order by ${place} offset ${offset} limit 1`;
  if (walk !== undefined)
    return `
      select x.* from reach h cross join unnest(${value(walk.walked, "uuid[]")}) as lb(id) cross join lateral (
        select ${placeColumns(query.order, LABEL)} from conversation_labels l
        where l.organization_id = $1 and l.label_id = lb.id and l.channel_id = h.id and l.status = ${statusOf(query, value)}
          ${afterFilter(query, LABEL, value)} ${last(orderOf(query.order, LABEL))}
      ) x order by ${order} limit 1`;
  const columns = placeColumns(query.order);
  // By what is due nothing but sight may be asked: then it is what hides some of a channel, and there alone.
  const some = isSparse(query) ? "" : "h.limited and";
  const own =
    people === undefined
      ? `reach h cross join lateral (select ${columns} from conversations q where ${some} q.channel_id = h.id`
      : `unnest(${value(people.users, "uuid[]")}) u(id) cross join lateral (select ${columns} from conversations q where q.assignee_id = u.id`;
  return `
    select x.* from ${own} and q.organization_id = $1 and q.status = ${statusOf(query, value)} and q.holder is null
      ${afterFilter(query, undefined, value)}
      ${last(orderOf(query.order), people === undefined ? share : String(LOOKED_AT - 1))}
    ) x order by ${order} limit 1`;
}

/** `sights` is asked for limited channels alone (see `reachText`). */
const SEEN = `(not h.limited or exists (
  select 1 from sights s where s.channel_id = h.id and (s.everything or q.team_id is null or q.team_id = s.team_id)
    and (s.colleagues or q.assignee_id is null or q.assignee_id = $2)))`;

/**
 * Of a channel that is seen whole, or by all of its teams, from the channel's index; where a person's teams hide what others
 * have, what each of them has from the index of teams, and what has none. By what is due there is the channel's index alone.
 */
function pageOfAll(query: QueueQuery, value: Value): string {
  const fits = `${filtersOf(query, value)} ${placeFilter(query, undefined, value)}`;
  const first = (which: string) => `
      select * from conversations q
      where q.organization_id = $1 and q.channel_id = h.id ${which} ${fits}
      order by ${orderOf(query.order)} ${LIMIT}`;
  // What a virtual agent has stands in no list.
  const status = `q.status = ${statusOf(query, value)} and q.holder is null`;
  const theirs = "(s.colleagues or q.assignee_id is null or q.assignee_id = $2)";
  const apart = "h.limited and not h.filtered";
  const whole = first(`and ${status} and ${SEEN}`);
  const last = `order by ${orderOf(query.order, { of: "x", id: "id" })} ${LIMIT}`;
  if (isDue(query.order)) return `select x.*, h.platform, h.role from reach h cross join lateral (${whole}) x ${last}`;
  return `
    select * from (
      select x.*, h.platform, h.role from reach h cross join lateral (${whole}) x where not (${apart})
      union all
      select x.*, h.platform, h.role from sights s join reach h on h.id = s.channel_id and ${apart}
      cross join lateral (${first(`and q.team_id = s.team_id and ${status} and ${theirs}`)}) x
      union all
      select x.*, h.platform, h.role from reach h
      cross join lateral (${first(`and q.team_id is null and ${status} and ${SEEN}`)}) x where ${apart}
    ) x
    ${last}`;
}

/** Of the few that are the person's in some way; each is looked at. */
function pageOfFew(query: QueueQuery, few: string, value: Value): string {
  return `
    select q.*, h.platform, h.role from (${few}) few
    join conversations q on q.organization_id = $1 and q.id = few.id
    join reach h on h.id = q.channel_id
    where q.status = ${statusOf(query, value)} and q.holder is null and ${SEEN}
      ${filtersOf(query, value)} ${placeFilter(query, undefined, value)}
    order by ${orderOf(query.order)} ${LIMIT}`;
}

/** Places from the index of the labels alone; the conversations themselves are read once the page is known. */
function pageOfLabelled(query: QueueQuery, { walked, also }: Walk, value: Value): string {
  const filters = filtersOf(query, value);
  const fits = `and (${filters.trim() === "" ? "not h.limited or" : ""} exists (
    select 1 from conversations q where q.organization_id = l.organization_id and q.id = l.conversation_id and ${SEEN} ${filters}))`;
  const bears =
    also === undefined
      ? ""
      : `and exists (select 1 from conversation_labels o
          where o.organization_id = l.organization_id and o.conversation_id = l.conversation_id
            and o.label_id = any(${value(also, "uuid[]")}))`;
  return `
    select c.*, h.platform, h.role from (
      select x.id, x.queue_at, x.priority
      from reach h
      cross join unnest(${value(walked, "uuid[]")}) as lb(id)
      cross join lateral (
        select ${placeColumns(query.order, LABEL)} from conversation_labels l
        where l.organization_id = $1 and l.label_id = lb.id and l.channel_id = h.id and l.status = ${statusOf(query, value)}
          ${bears} ${fits} ${placeFilter(query, LABEL, value)}
        order by ${orderOf(query.order, LABEL)} ${LIMIT}
      ) x
      group by x.id, x.queue_at, x.priority
      order by ${orderOf(query.order, { of: "x", id: "id" })} ${LIMIT}
    ) place
    join conversations c on c.organization_id = $1 and c.id = place.id
    join reach h on h.id = c.channel_id`;
}

const WRITTEN: Readonly<Record<ConversationStatus, string>> = {
  new: "'new'",
  pending: "'pending'",
  resolved: "'resolved'",
};

/** Some indexes are for New alone, or for what is open: the planner must see that this is asked for. */
function statusOf({ order, status }: QueueQuery, value: Value): string {
  if (order === "priority") return "'new'";
  return isDue(order) ? WRITTEN[status] : value(status, "text");
}

function placeFilter(query: QueueQuery, ranked: Ranked | undefined, value: Value): string {
  const { until, order } = query;
  const after = afterFilter(query, ranked, value);
  if (until === undefined) return after;
  return `${after} and ${keyOf(order, ranked)} ${order === "newest" ? ">=" : "<="} ${keyOfPlace(until, order, value)}`;
}

function afterFilter({ after, order }: QueueQuery, ranked: Ranked | undefined, value: Value): string {
  if (after === undefined) return "";
  return `and ${keyOf(order, ranked)} ${order === "newest" ? "<" : ">"} ${keyOfPlace(after, order, value)}`;
}
