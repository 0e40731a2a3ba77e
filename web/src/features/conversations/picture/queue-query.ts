import {
  type ChannelId,
  type ContactGroupId,
  QUEUE_ONLY,
  type QueueFilterQuery,
  type TagId,
  type TeamId,
  type TopicId,
  type UserId,
  WAITING_SPANS,
  WINDOW_STATES,
} from "@guichet/contract";
import { isId } from "../../../api/ids.ts";
import type { AssignedTo, FilterPart, QueueFilter } from "./queue-filter.ts";

type Parts = Pick<QueueFilter, FilterPart>;
/** Each part as text, whoever wrote it. */
export type FilterTexts = { readonly [Part in FilterPart]?: string | undefined };

const WORDS = new Set<string>(["unassigned", "me", "others"]);

/** A filter as the server takes it, whatever the status: what means nothing there, it leaves out by itself. */
export function queueQuery(filter: Parts): QueueFilterQuery {
  return {
    channels: filter.channels?.join(","),
    assignedTo: filter.assignedTo?.join(","),
    teams: filter.teams?.join(","),
    topics: filter.topics?.join(","),
    tags: filter.tags?.join(","),
    groups: filter.groups?.join(","),
    vip: filter.vip ? "yes" : undefined,
    visibility: filter.visibility ?? undefined,
    waiting: filter.waiting ?? undefined,
    window: filter.window ?? undefined,
    only: filter.only ?? undefined,
  };
}

/** The way back; what is not understood is left out. An empty list of channels is none at all. */
export function readQuery(query: FilterTexts): Parts {
  return {
    channels: query.channels === "" ? [] : readIds<ChannelId>(query.channels),
    assignedTo: readSome(query.assignedTo, (one): one is AssignedTo => WORDS.has(one) || isId<UserId>(one)),
    teams: readSome(query.teams, (one): one is TeamId | "none" => one === "none" || isId<TeamId>(one)),
    topics: readIds<TopicId>(query.topics),
    tags: readIds<TagId>(query.tags),
    groups: readIds<ContactGroupId>(query.groups),
    vip: query.vip === "yes",
    visibility: query.visibility === "public" || query.visibility === "private" ? query.visibility : null,
    waiting: WAITING_SPANS.find((span) => span === query.waiting) ?? null,
    window: WINDOW_STATES.find((state) => state === query.window) ?? null,
    only: QUEUE_ONLY.find((only) => only === query.only) ?? null,
  };
}

/** Do two filters ask for the same, in whatever order their lists stand? */
export function asksTheSame(one: QueueFilterQuery, other: QueueFilterQuery): boolean {
  return inOrder(one) === inOrder(other);
}

function inOrder(query: QueueFilterQuery): string {
  const parts = Object.entries(query).flatMap(([part, text]) =>
    text === undefined ? [] : `${part}=${text.split(",").toSorted().join(",")}`,
  );
  return parts.toSorted().join("&");
}

function readIds<Id extends string>(text: string | undefined): Id[] | null {
  return readSome(text, (one): one is Id => isId<Id>(one));
}

function readSome<One extends string>(text: string | undefined, means: (one: string) => one is One): One[] | null {
  const found = (text ?? "").split(",").filter(means);
  return found.length === 0 ? null : found;
}
