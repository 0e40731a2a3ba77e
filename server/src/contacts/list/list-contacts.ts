import {
  type ChannelId,
  type ContactId,
  type ContactListItem,
  foldText,
  type listContactsQuery,
  Refusal,
} from "@guichet/contract";
import { z } from "zod";
import type { Ctx } from "../../db/index.ts";
import { channelRolesOf } from "../../users/index.ts";
import { listByName, listMarked, loadItems, type Place, searchContacts } from "./list-contacts.sql.ts";
import { toSearch } from "./words.sql.ts";

type Query = z.output<typeof listContactsQuery>;
export type ContactPage = { items: ContactListItem[]; next: string | null; more: boolean };

/** A search shows the first of what it finds: who wants others writes more of the name. */
const MOST_FOUND = 100;

/** Contacts on the channels that the acting user sees: by name, by a mark, or by what one looks for. */
export async function listContacts(ctx: Ctx, query: Query): Promise<ContactPage> {
  if (ctx.actor.type !== "user") throw new Refusal("not_allowed");
  const channels = [...(await channelRolesOf(ctx, ctx.actor.id)).keys()];
  if (channels.length === 0) return { items: [], next: null, more: false };
  if (query.search !== undefined && query.search.trim() !== "") return await find(ctx, channels, query);
  return query.vip === undefined && query.group === undefined
    ? await pageByName(ctx, channels, query)
    : await pageMarked(ctx, channels, query);
}

async function find(ctx: Ctx, channels: readonly ChannelId[], query: Query): Promise<ContactPage> {
  const search = toSearch(query.search ?? "");
  const ids = search === undefined ? [] : await searchContacts(ctx, channels, search, MOST_FOUND * 4);
  const found = [...(await loadItems(ctx, channels, ids)).values()]
    .filter((item) => query.vip === undefined || item.vip)
    .filter((item) => query.group === undefined || item.groupIds.includes(query.group))
    .map((item) => ({ item, name: foldText(item.name) }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.item.id < b.item.id ? -1 : 1))
    .map(({ item }) => item);
  return {
    items: found.slice(0, MOST_FOUND),
    next: null,
    more: found.length > MOST_FOUND || ids.length >= MOST_FOUND * 4,
  };
}

async function pageByName(ctx: Ctx, channels: readonly ChannelId[], query: Query): Promise<ContactPage> {
  const places = await listByName(ctx, channels, readPlace(query.after), query.limit + 1);
  return await toPage(
    ctx,
    channels,
    places.map((place) => place.id),
    query.limit,
    (id) => places.find((place) => place.id === id)?.name ?? "",
  );
}

async function pageMarked(ctx: Ctx, channels: readonly ChannelId[], query: Query): Promise<ContactPage> {
  const mark = { vip: query.vip !== undefined, ...(query.group === undefined ? {} : { group: query.group }) };
  const ids = await listMarked(ctx, channels, mark, readPlace(query.after)?.id, query.limit + 1);
  return await toPage(ctx, channels, ids, query.limit, () => "");
}

async function toPage(
  ctx: Ctx,
  channels: readonly ChannelId[],
  ids: readonly ContactId[],
  limit: number,
  nameOf: (id: ContactId) => string,
): Promise<ContactPage> {
  const shown = ids.slice(0, limit);
  const items = await loadItems(ctx, channels, shown);
  const last = ids.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.flatMap((id) => items.get(id) ?? []),
    next: last === undefined ? null : toCursor({ name: nameOf(last), id: last }),
    more: last !== undefined,
  };
}

function toCursor(place: Place): string {
  return Buffer.from(`${place.id} ${place.name}`).toString("base64url");
}

function readPlace(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, "base64url").toString();
  const id = z.uuid().safeParse(text.slice(0, 36));
  if (!id.success || text.includes("\0"))
    throw new Refusal("invalid_input", { fields: [{ path: "after", problem: "not a cursor of ours" }] });
  return { id: id.data as ContactId, name: text.slice(37) };
}
