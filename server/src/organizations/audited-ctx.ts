import type { OrganizationId, UserId } from "@guichet/contract";
import { type Ctx, type Database, inTransaction } from "../db/index.ts";
import type { Log } from "../lib/log.ts";

/** A ctx that also knows whose name and address stand in the log of settings. */
export type AuditedCtx = Ctx & { readonly by: { readonly name: string; readonly address: string } };

export type ViewerDeps = { readonly database: Database; readonly now: () => Date; readonly log: Log };

/** What is needed of a signed-in person's request. */
export type ViewedRequest = {
  readonly viewer: { readonly organizationId: OrganizationId; readonly userId: UserId; readonly name: string };
  readonly address: string;
};

/** The ctx of a signed-in person's request: their organization's door, and they as the actor. */
export function viewerCtx(deps: ViewerDeps, request: ViewedRequest): AuditedCtx {
  const { organizationId, userId, name } = request.viewer;
  return {
    db: deps.database.of(organizationId),
    organizationId,
    actor: { type: "user", id: userId },
    now: deps.now,
    log: deps.log,
    by: { name, address: request.address },
  };
}

/** A change and its line in the log of settings happen together, or not at all. */
export async function inAuditedTransaction<T>(ctx: AuditedCtx, work: (ctx: AuditedCtx) => Promise<T>): Promise<T> {
  return await inTransaction(ctx, (inside) => work({ ...ctx, db: inside.db }));
}
