import {
  type ChannelId,
  type ConversationStatus,
  contactGroupId,
  type QueueFilterQuery,
  type QueueOnly,
  REPLY_WINDOW_TOLD_MS,
  type TeamId,
  teamId,
  type UserId,
  type WaitingSpan,
  type WindowState,
} from "@guichet/contract";
import { isUuid } from "../lib/is-uuid.ts";
import { draftsEndAt } from "./draft-life.ts";
import { readIds, readLabels } from "./queue-labels.ts";
import type { QueueQuery } from "./queue-page.sql.ts";

const HOUR = 3_600_000;
/** Who was away for longer finds what was meant for them in the bell. */
const MENTION_DAYS = 30;
const SPANS: Record<WaitingSpan, number> = { "15m": HOUR / 4, "1h": HOUR, "4h": 4 * HOUR, "1d": 24 * HOUR };

export type QueueFilter = Pick<
  QueueQuery,
  "channels" | "assignees" | "teams" | "visibility" | "labels" | "contacts" | "waitingBefore" | "window" | "only"
>;

/** The filter in words → what SQL asks. Resolved is never assigned, and nobody waits or has to be answered there (W42). */
export function readFilter(
  { me, now }: { me: UserId; now: Date },
  status: ConversationStatus,
  query: QueueFilterQuery,
): QueueFilter {
  const open = status !== "resolved";
  const assignees = open ? toAssignees(me, query.assignedTo) : undefined;
  const teams = toTeams(query.teams);
  const labels = readLabels(query);
  const contacts = toContacts(query);
  return {
    ...(query.channels === undefined ? {} : { channels: toIds<ChannelId>(query.channels.split(",")) }),
    ...(assignees === undefined ? {} : { assignees }),
    ...(teams === undefined ? {} : { teams }),
    ...(query.visibility === undefined ? {} : { visibility: query.visibility }),
    ...(labels === undefined ? {} : { labels }),
    ...(contacts === undefined ? {} : { contacts }),
    ...(open && query.waiting !== undefined ? { waitingBefore: new Date(now.getTime() - SPANS[query.waiting]) } : {}),
    ...(open && query.window !== undefined ? { window: windowOf(query.window, now) } : {}),
    ...(query.only === undefined ? {} : { only: onlyOf(query.only, me, now) }),
  };
}

function toAssignees(me: UserId, assignedTo: string | undefined): QueueFilter["assignees"] {
  if (assignedTo === undefined || assignedTo === "" || assignedTo === "anyone") return undefined;
  const words = assignedTo.split(",");
  const users = [...toIds<UserId>(words), ...(words.includes("me") ? [me] : [])];
  return { unassigned: words.includes("unassigned"), users, ...(words.includes("others") ? { notUser: me } : {}) };
}

function toTeams(teams: string | undefined): QueueFilter["teams"] {
  const ids = readIds<TeamId>(teams, (text) => teamId.safeParse(text).data);
  return ids === undefined ? undefined : { none: (teams ?? "").split(",").includes("none"), ids };
}

/** As `replyWindowAt` says it: at its end it is over. */
function windowOf(state: WindowState, now: Date): QueueFilter["window"] {
  if (state === "closed") return { after: null, until: now };
  return { after: now, until: state === "open" ? null : new Date(now.getTime() + REPLY_WINDOW_TOLD_MS) };
}

function onlyOf(only: QueueOnly, me: UserId, now: Date): QueueFilter["only"] {
  if (only === "boomerang") return only;
  const since = only === "drafts" ? draftsEndAt(now) : new Date(now.getTime() - MENTION_DAYS * 24 * HOUR);
  return { of: only, userId: me, since };
}

function toContacts(query: Pick<QueueFilterQuery, "groups" | "vip">): QueueFilter["contacts"] {
  const groups = readIds(query.groups, (text) => contactGroupId.safeParse(text).data);
  if (query.vip === undefined && groups === undefined) return undefined;
  return { vip: query.vip !== undefined, ...(groups === undefined ? {} : { groups }) };
}

/** Whatever is none is left out. */
function toIds<Id extends ChannelId | UserId>(words: readonly string[]): Id[] {
  return words.filter((word): word is Id => isUuid(word));
}
