import { z } from "zod";
import { contactListItem } from "../contacts.ts";
import { conversationRow } from "../conversations.ts";
import { instant, messageId } from "../ids.ts";
import { SEARCH_OPERATORS } from "./parse-search.ts";

/** Characters of a search. */
export const MOST_SEARCH = 500;
/** Conversations of a page. */
export const SEARCH_PAGE = 20;

/** What `is:` can be told. Several states: any of them; everything else: all of it. */
export const SEARCH_STATES = ["new", "pending", "resolved", "unassigned", "unread", "vip"] as const;
export type SearchState = (typeof SEARCH_STATES)[number];

export const searchQuery = z.object({
  q: z.string().max(MOST_SEARCH),
  after: z.string().max(200).optional(),
});

/** An operator that could not be followed: the value is unknown to the reader, or no value at all. */
export const searchProblem = z.object({
  operator: z.enum(SEARCH_OPERATORS),
  value: z.string(),
  problem: z.enum(["unknown", "missing", "not_a_date"]),
  /** What it could have been. */
  instead: z.array(z.string()),
});
export type SearchProblem = z.infer<typeof searchProblem>;

/** Text in pieces, of which some were looked for. Plain text, never markup. */
export const markedText = z.array(z.object({ text: z.string(), found: z.boolean() }));
export type MarkedText = z.infer<typeof markedText>;

export const searchHit = z.object({
  conversation: conversationRow,
  /** The newest message in it that fits. */
  message: z.object({
    id: messageId,
    kind: z.enum(["inbound", "outbound", "comment"]),
    authorName: z.string(),
    at: instant,
    excerpt: markedText,
  }),
});
export type SearchHit = z.infer<typeof searchHit>;

export const searchAnswer = z.object({
  /** On the first page only; none where operators ask for what only conversations have. */
  contacts: z.array(contactListItem),
  moreContacts: z.boolean(),
  hits: z.array(searchHit),
  /** Older ones: ask with this. Null: all were looked through. */
  next: z.string().nullable(),
  /** How far back this answer looked; null: to the beginning. */
  lookedBackTo: instant.nullable(),
  problems: z.array(searchProblem),
  /** Older messages than this are not in the index yet; null: all are. */
  indexedSince: instant.nullable(),
  /** Of a hundred older messages, so many are in the index; null: all are. */
  indexedPercent: z.number().int().min(0).max(99).nullable(),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;
