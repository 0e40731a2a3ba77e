import {
  type MarkedText,
  type MessageId,
  type Needle,
  type ParsedSearch,
  Refusal,
  SEARCH_PAGE,
  type SearchAnswer,
  type SearchHit,
} from "@guichet/contract";
import { z } from "zod";
import { type ContactPage, listContacts } from "../contacts/index.ts";
import { abilitiesFor, loadRows, type Reach } from "../conversations/index.ts";
import type { Ctx } from "../db/index.ts";
import { channelRolesOf } from "../users/index.ts";
import { makeExcerpt } from "./excerpt.ts";
import type { HitPlace, Place } from "./find-messages.sql.ts";
import { findMessages } from "./find-messages.ts";
import { findIndexProgress, type HitMessage, loadHitMessages } from "./load-hits.sql.ts";
import { findTimeZone } from "./names.sql.ts";
import { readSearch } from "./read-search.ts";
import { filtersConversations, type Wanted } from "./wanted.ts";
import { searchableText } from "./words/searchable-text.ts";

/** Contacts and conversations by words and operators, of the channels that the acting user sees now. */
export async function runSearch(ctx: Ctx, query: { q: string; after?: string | undefined }): Promise<SearchAnswer> {
  if (ctx.actor.type !== "user") throw new Refusal("not_allowed");
  const place = query.after === undefined ? undefined : readCursor(query.after);
  const reach = await channelRolesOf(ctx, ctx.actor.id);
  const timeZone = await findTimeZone(ctx, ctx.actor.id);
  const reader = { id: ctx.actor.id, channels: [...reach.keys()], timeZone };
  const { parsed, wanted, problems } = await readSearch(ctx, query.q, reader);
  const looksFor = asksForSomething(wanted);
  const contacts = place === undefined ? await findContacts(ctx, parsed) : { items: [], more: false };
  const found =
    looksFor && problems.length === 0 ? await findMessages(ctx, wanted, place) : { hits: [], below: undefined };
  const progress = await findIndexProgress(ctx);
  return {
    contacts: contacts.items.slice(0, SEARCH_PAGE),
    moreContacts: contacts.more || contacts.items.length > SEARCH_PAGE,
    hits: await showHits(ctx, reach, found.hits, wanted.needles),
    next: found.below === undefined ? null : toCursor(found.below),
    lookedBackTo: found.below === undefined ? null : found.below.at.toISOString(),
    problems,
    indexedSince: progress?.since.toISOString() ?? null,
    indexedPercent: progress?.percent ?? null,
  };
}

function asksForSomething({ needles, narrowed, attachment, since, until, filter }: Wanted): boolean {
  const bounds = since !== undefined || until !== undefined || narrowed || attachment !== undefined;
  return needles.length > 0 || bounds || filtersConversations(filter);
}

/** Contacts have words alone: none where operators or negations narrow what is meant. */
async function findContacts(ctx: Ctx, { terms, filters }: ParsedSearch): Promise<Pick<ContactPage, "items" | "more">> {
  if (terms.length === 0 || filters.length > 0 || terms.some((term) => term.not)) return { items: [], more: false };
  return await listContacts(ctx, { search: terms.map((term) => term.text).join(" "), limit: SEARCH_PAGE });
}

async function showHits(
  ctx: Ctx,
  reach: Reach,
  places: readonly HitPlace[],
  needles: readonly Needle[],
): Promise<SearchHit[]> {
  const rows = await loadRows(
    ctx,
    places.map((place) => place.conversationId),
  );
  const messages = await loadHitMessages(
    ctx,
    places.map((place) => place.id),
  );
  return places.flatMap((place) => {
    const [row, message] = [rows.get(place.conversationId), messages.get(place.id)];
    const role = row && reach.get(row.channelId);
    // Gone since the index was asked.
    if (row === undefined || message === undefined || role === undefined) return [];
    return [{ conversation: { ...row, abilities: abilitiesFor(role) }, message: showMessage(message, needles) }];
  });
}

function showMessage(message: HitMessage, needles: readonly Needle[]): SearchHit["message"] {
  const excerpt: MarkedText = makeExcerpt(searchableText(message.subject, message.text), needles);
  return { id: message.id, kind: message.kind, authorName: message.author_name, at: message.at.toISOString(), excerpt };
}

function toCursor(place: Place): string {
  return Buffer.from(`${place.at.toISOString()} ${place.id}`).toString("base64url");
}

function readCursor(cursor: string): Place {
  const [at = "", id] = Buffer.from(cursor, "base64url").toString().split(" ");
  if (!z.iso.datetime().safeParse(at).success || !z.uuid().safeParse(id).success)
    throw new Refusal("invalid_input", { fields: [{ path: "after", problem: "not a cursor of ours" }] });
  return { at: new Date(at), id: id as MessageId };
}
