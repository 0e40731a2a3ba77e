import type { MessageId, VisitorMessage } from "@guichet/contract";
import type { Db } from "../../../db/index.ts";
import { hashToken } from "../../../lib/token.ts";
import { type AcceptDeps, acceptCall } from "../accept-call.ts";
import type { Visitor } from "../visitor/visitor.ts";
import { findIdentity } from "../visitor/visitors.sql.ts";
import { listUnreadUpTo } from "./thread.sql.ts";

const mostAtOnce = 500;

/** Agents' messages among these of which nobody knows yet that they arrived. */
export function undelivered(messages: readonly VisitorMessage[]): MessageId[] {
  return messages.filter((message) => message.from === "agent" && message.state === "sent").map(({ id }) => id);
}

/** They have reached the visitor. Several tabs may say so: one of them is kept. */
export async function noteDelivered(deps: AcceptDeps, visitor: Visitor, ids: readonly MessageId[]): Promise<void> {
  for (let from = 0; from < ids.length; from += mostAtOnce) {
    await note(deps, visitor, "delivered", ids.slice(from, from + mostAtOnce));
  }
}

/** Everything up to a place in the thread is on the visitor's screen. Quiet when that was known. */
export async function noteRead(deps: AcceptDeps & { readonly db: Db }, visitor: Visitor, upTo: number): Promise<void> {
  const identity = await findIdentity(deps.db, visitor);
  if (identity === undefined) return;
  const scope = { db: deps.db, organizationId: visitor.organizationId };
  const ids = await listUnreadUpTo(scope, identity, upTo, mostAtOnce);
  if (ids.length > 0) await note(deps, visitor, "read", ids);
}

async function note(
  deps: AcceptDeps,
  visitor: Visitor,
  status: "delivered" | "read",
  messageIds: MessageId[],
): Promise<void> {
  const key = `${status}:${hashToken(messageIds.toSorted().join())}`;
  await acceptCall(deps, visitor, { kind: "receipt", status, messageIds }, { key });
}
