import type { SessionId, UserId } from "@guichet/contract";
import { type AuditedCtx, type ViewedRequest, type ViewerDeps, viewerCtx } from "../organizations/index.ts";
import type { AccountPlace } from "../users/index.ts";

/** The ctx of somebody who changes how they themselves sign in. */
export type SessionCtx = AuditedCtx & {
  readonly place: AccountPlace & { readonly sessionId: SessionId; readonly userId: UserId };
};

export function sessionCtx(
  deps: ViewerDeps,
  request: ViewedRequest & { readonly viewer: { readonly sessionId: SessionId } },
): SessionCtx {
  const { organizationId, userId, sessionId } = request.viewer;
  return { ...viewerCtx(deps, request), place: { organizationId, userId, sessionId } };
}
