import type { SessionId, UserId } from "@guichet/contract";
import type { RouteRequest } from "../http/index.ts";
import { type AuditedCtx, type ViewerDeps, viewerCtx } from "../organizations/index.ts";
import type { AccountPlace } from "../users/index.ts";

/** The ctx of somebody who changes how they themselves sign in. */
export type SessionCtx = AuditedCtx & {
  readonly place: AccountPlace & { readonly sessionId: SessionId; readonly userId: UserId };
};

export function sessionCtx(
  deps: ViewerDeps,
  request: Pick<RouteRequest<"signed_in">, "viewer" | "address">,
): SessionCtx {
  const { organizationId, userId, sessionId } = request.viewer;
  return { ...viewerCtx(deps, request), place: { organizationId, userId, sessionId } };
}
