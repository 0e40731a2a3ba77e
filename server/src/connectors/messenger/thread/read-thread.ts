import { Refusal, type VisitorMessage, type VisitorMessagesAnswer } from "@guichet/contract";
import type { Db } from "../../../db/index.ts";
import type { Visitor } from "../visitor/visitor.ts";
import { findIdentity, type VisitorIdentity } from "../visitor/visitors.sql.ts";
import { type ChangePlace, latestChange, listBefore, listChangedAfter, type ThreadPlace } from "./thread.sql.ts";
import { toVisitorMessage } from "./visitor-message.view.ts";

const pageSize = 50;
/** What one call catches up on at most; who missed more goes on from the cursor it got, or by the socket. */
const mostMissed = 2000;
/**
 * A change gets its place when its transaction begins and is seen when it ends: a reader goes back further than any
 * transaction lasts, and the widget, which knows messages by id, does not mind seeing them again (I13).
 */
const overlapMicroseconds = 30_000_000n;
/** What a bigint of the database holds. */
const greatestCursor = 2n ** 63n - 1n;
const lowestId = "00000000-0000-0000-0000-000000000000";

type Scope = Pick<Visitor, "organizationId" | "channelId" | "externalId"> & { readonly db: Db };

/** The newest page of the visitor's thread, or the one above `before`. */
export async function readPage(scope: Scope, before: string | undefined): Promise<VisitorMessagesAnswer> {
  const identity = await findIdentity(scope.db, scope);
  if (identity === undefined) return { messages: [], cursor: "0", before: null };
  // The cursor is read first: a change that comes in between is told again rather than missed.
  const cursor = await latestChange(scope, identity);
  const rows = await listBefore(scope, identity, readPlace(before), pageSize);
  const last = rows.at(-1);
  const next = rows.length === pageSize && last !== undefined ? `${last.order_key}_${last.id}` : null;
  return { messages: rows.map(toVisitorMessage), cursor, before: next };
}

/** Everything that changed since a cursor. */
export async function readSince(scope: Scope, after: string): Promise<VisitorMessagesAnswer> {
  const identity = await findIdentity(scope.db, scope);
  const messages: VisitorMessage[] = [];
  if (identity !== undefined) {
    for await (const batch of changesSince(scope, identity, after)) {
      messages.push(...batch);
      if (messages.length >= mostMissed) break;
    }
  }
  return { messages, cursor: latestOf(messages, after), before: null };
}

/** The same in batches, in the order of changes, however much it is. */
export async function* changesSince(
  scope: Scope,
  identity: VisitorIdentity,
  after: string,
): AsyncGenerator<VisitorMessage[]> {
  let place: ChangePlace = { cursor: startOf(after), id: lowestId };
  for (;;) {
    const rows = await listChangedAfter(scope, identity, place, 200);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(toVisitorMessage);
    if (rows.length < 200) return;
    place = { cursor: last.cursor, id: last.id };
  }
}

/** The greatest cursor among these messages and the one the visitor had. */
export function latestOf(messages: readonly VisitorMessage[], after: string): string {
  let latest = BigInt(after);
  for (const { cursor } of messages) if (BigInt(cursor) > latest) latest = BigInt(cursor);
  return latest.toString();
}

function startOf(after: string): string {
  const start = BigInt(after) - overlapMicroseconds;
  if (start < 0n) return "0";
  return (start < greatestCursor ? start : greatestCursor).toString();
}

function readPlace(before: string | undefined): ThreadPlace | undefined {
  if (before === undefined) return undefined;
  const found = /^(?<key>-?\d{1,17}(?:\.\d{1,20})?)_(?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
    before,
  )?.groups;
  if (found?.key === undefined || found.id === undefined) {
    throw new Refusal("invalid_input", { fields: [{ path: "before", problem: "not a cursor of ours" }] });
  }
  return { orderKey: Number(found.key), id: found.id };
}
