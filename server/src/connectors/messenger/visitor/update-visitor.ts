import type { UpdateVisitorBody } from "@guichet/contract";
import type { Db } from "../../../db/index.ts";
import { type AcceptDeps, acceptCall, type CallFacts } from "../accept-call.ts";
import type { Visitor } from "./visitor.ts";
import { mergeFacts } from "./visitor-facts.ts";
import { findIdentity, updateSession } from "./visitors.sql.ts";

/**
 * Keeps what a page tells about its visitor, and hands it on when the visitor is a contact already; otherwise the first
 * message brings it along, so that nobody becomes a contact by looking at a page.
 */
export async function updateVisitor(
  deps: AcceptDeps & { readonly db: Db },
  visitor: Visitor,
  told: UpdateVisitorBody,
  call: CallFacts,
): Promise<void> {
  const facts = mergeFacts(visitor.facts, told);
  if (JSON.stringify(facts) === JSON.stringify(visitor.facts)) return;
  await updateSession(deps.db, visitor.organizationId, visitor.tokenHash, { facts });
  if ((await findIdentity(deps.db, visitor)) === undefined) return;
  await acceptCall(deps, { ...visitor, facts }, { kind: "profile" }, { facts: call });
}
