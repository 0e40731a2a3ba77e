import type { listMutedQuery, mutedContacts } from "@guichet/contract";
import { Refusal } from "@guichet/contract";
import type { z } from "zod";
import type { Ctx } from "../../db/index.ts";
import { isUuid } from "../../lib/is-uuid.ts";
import { channelRolesOf } from "../../users/index.ts";
import { listMutedRows, toMutedContact } from "./muted-identities.sql.ts";

/** Every muted contact, newest first (W122). */
export async function listMuted(
  ctx: Ctx,
  query: z.output<typeof listMutedQuery>,
): Promise<z.output<typeof mutedContacts>> {
  if (ctx.actor.type !== "user") throw new Refusal("not_allowed");
  const roles = await channelRolesOf(ctx, ctx.actor.id);
  const rows = await listMutedRows(
    ctx,
    [...roles.keys()],
    query.search?.trim() ?? "",
    readPlace(query.after),
    query.limit + 1,
  );
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => toMutedContact(row, roles.get(row.channel_id))),
    next: rows.length > query.limit && last !== undefined ? writePlace(last) : null,
  };
}

export function writePlace({ at, id }: { readonly at: string; readonly id: string }): string {
  return Buffer.from(JSON.stringify([at, id])).toString("base64url");
}

const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/;

/** Where a page of a log begins, as it was given out. */
export function readPlace(place: string | undefined): { readonly at: string; readonly id: string } | undefined {
  if (place === undefined) return undefined;
  const [at, id] = parse(Buffer.from(place, "base64url").toString("utf8"));
  if (typeof at === "string" && TIME.test(at) && typeof id === "string" && isUuid(id)) return { at, id };
  throw new Refusal("invalid_input", { fields: [{ path: "after", problem: "not a place in this list" }] });
}

function parse(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
