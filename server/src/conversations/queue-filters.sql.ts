import type { Sight } from "../users/index.ts";
import { walksLabels } from "./queue-few.sql.ts";
import { isDue, windowEnd } from "./queue-order.ts";
import type { QueueQuery } from "./queue-page.sql.ts";

type ValueType = "uuid" | "uuid[]" | "text" | "text[]" | "bool[]" | "timestamptz" | "int";

/**
 * Keeps a value for the statement and tells what stands for it there. The planner does not see it (see `readRows`): planning a
 * page for each status and set of channels anew took several times as long as reading it.
 */
export type Value = {
  (given: unknown, type: ValueType): string;
  /** The planner does see this one: what is best hangs on how much there is of it, and is worth planning for. */
  readonly shown: (given: unknown, type: ValueType) => string;
};

/** Values after those that are there already. */
export function hideIn(values: unknown[]): Value {
  const hidden = (given: unknown, type: ValueType) => `(select $${values.push(given)}::${type})::${type}`;
  return Object.assign(hidden, { shown: (given: unknown, type: ValueType) => `$${values.push(given)}::${type}` });
}

/**
 * What a conversation `q` must be like besides its channel, status and labels, as text: nothing, or conditions that begin
 * with `and`. Asked row by row in the order of the queue.
 */
export function filtersOf(query: QueueQuery, value: Value): string {
  return [
    assigneeFilter(query, value),
    freeFilter(query, value),
    teamFilter(query, value),
    visibilityFilter(query, value),
    contactFilter(query, value),
    waitingFilter(query, value),
    windowFilter(query, value),
    labelFilter(query, value),
    query.only === "boomerang" ? "and q.boomerang_at is not null" : "",
    limitFilter(query, value),
  ].join(" ");
}

/** Is anything asked that no index answers, so that much may have to be looked at for little? */
export function isSparse(query: QueueQuery): boolean {
  const { assignees, freeFor, teams, visibility, contacts, window } = query;
  const due = isDue(query.order);
  const labels = due ? query.labels : undefined;
  // The index of boomerangs stands in the order of time, and by channel.
  const boomerang = due || query.order === "priority" || query.labels !== undefined ? query.only : undefined;
  return [assignees, freeFor, teams, visibility, contacts, window, labels, boomerang].some(
    (asked) => asked !== undefined,
  );
}

/** Named people alone: what they have stands in an index, and there is never much of it. */
export function onlyPeople({ assignees }: QueueQuery): QueueQuery["assignees"] {
  return assignees === undefined || assignees.unassigned || assignees.notUser !== undefined ? undefined : assignees;
}

function assigneeFilter({ assignees }: QueueQuery, value: Value): string {
  if (assignees === undefined) return "";
  const ways = [`q.assignee_id = any(${value(assignees.users, "uuid[]")})`];
  if (assignees.unassigned) ways.push("q.assignee_id is null");
  if (assignees.notUser !== undefined) ways.push(`q.assignee_id <> ${value(assignees.notUser, "uuid")}`);
  return `and (${ways.join(" or ")})`;
}

function freeFilter({ freeFor }: QueueQuery, value: Value): string {
  if (freeFor === undefined) return "";
  const theirs = `q.assignee_id = ${value(freeFor.userId, "uuid")}`;
  return `and q.lock_user_id is null and ${freeFor.full ? theirs : `(q.assignee_id is null or ${theirs})`}`;
}

function teamFilter({ teams }: QueueQuery, value: Value): string {
  if (teams === undefined) return "";
  const named = `q.team_id = any(${value(teams.ids, "uuid[]")})`;
  return teams.none ? `and (q.team_id is null or ${named})` : `and ${named}`;
}

function visibilityFilter({ visibility }: QueueQuery, value: Value): string {
  return visibility === undefined ? "" : `and q.visibility = ${value(visibility, "text")}`;
}

function contactFilter({ contacts }: QueueQuery, value: Value): string {
  if (contacts === undefined) return "";
  const vip = contacts.vip
    ? "and exists (select from contacts p where p.organization_id = q.organization_id and p.id = q.contact_id and p.vip)"
    : "";
  const groups =
    contacts.groups === undefined
      ? ""
      : `and exists (select from contact_group_members m where m.organization_id = q.organization_id
          and m.contact_id = q.contact_id and m.group_id = any(${value.shown(contacts.groups, "uuid[]")}))`;
  return `${vip} ${groups}`;
}

/** A wait never begins after the place in the queue of New (see `intake-plan.ts`): so the index bounds what is looked at. */
function waitingFilter({ waitingBefore, status }: QueueQuery, value: Value): string {
  if (waitingBefore === undefined) return "";
  const before = value(waitingBefore, "timestamptz");
  return `and q.queue_at <= ${before} ${status === "new" ? `and q.waiting_since <= ${before}` : ""}`;
}

/** By the order's index where that is by windows, else one by one. What has no window never ends. */
function windowFilter({ window }: QueueQuery, value: Value): string {
  if (window === undefined) return "";
  const end = windowEnd("q");
  const after = window.after === null ? "" : `and ${end} > ${value(window.after, "timestamptz")}`;
  return `${after} and ${end} ${window.until === null ? "< 'infinity'" : `<= ${value(window.until, "timestamptz")}`}`;
}

function labelFilter(query: QueueQuery, value: Value): string {
  const { labels } = query;
  if (labels === undefined || walksLabels(query)) return "";
  const bears = (column: string, ids: readonly string[] | undefined) =>
    ids === undefined ? "" : `and q.${column} && ${value(ids, "uuid[]")}`;
  return `${bears("topic_ids", labels.topics)} ${bears("tag_ids", labels.tags)}`;
}

/** `isSeen` for a count, which is asked without the person. */
function limitFilter({ limits }: QueueQuery, value: Value): string {
  if (limits === undefined) return "";
  const { userId, sights } = limits;
  const column = (name: keyof Sight, type: "uuid[]" | "bool[]") =>
    value(
      sights.map((sight) => sight[name]),
      type,
    );
  const channels = column("channelId", "uuid[]");
  return `and (q.channel_id <> all(${channels}) or exists (
    select 1 from unnest(${channels}, ${column("teamId", "uuid[]")}, ${column("everything", "bool[]")}, ${column("colleagues", "bool[]")})
      s(channel_id, team_id, everything, colleagues)
    where s.channel_id = q.channel_id and (s.everything or q.team_id is null or q.team_id = s.team_id)
      and (s.colleagues or q.assignee_id is null or q.assignee_id = ${value(userId, "uuid")})))`;
}
