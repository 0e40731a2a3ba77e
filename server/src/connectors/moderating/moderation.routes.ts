import {
  type ChannelId,
  type MessageId,
  type Moderation,
  messageId,
  moderateAnswer,
  moderateBody,
  type OrganizationId,
  Refusal,
} from "@guichet/contract";
import { z } from "zod";
import { setChannelState } from "../../channels/index.ts";
import {
  checkModeration,
  type ModerationTarget,
  noteRemoval,
  recordModeration,
  viewModerated,
} from "../../conversations/index.ts";
import type { Ctx } from "../../db/index.ts";
import { type Route, type RouteCtx, route } from "../../http/index.ts";
import type { ChannelForConnector, SendError } from "../connector.ts";
import { type ConnectorCtxDeps, createConnectorCtx } from "../connector-ctx.ts";
import type { Connectors } from "../connectors.ts";

export type ModerationDeps = ConnectorCtxDeps & {
  readonly connectors: Connectors;
  readonly channel: (organizationId: OrganizationId, channelId: ChannelId) => Promise<ChannelForConnector | undefined>;
};

/** A person waits for it. */
const PATIENCE_MS = 20_000;

/** W163: likes, hides and deletes what stands in public on a platform. First there, then here: what is shown has happened. */
export function moderationRoutes(ctxOf: RouteCtx, deps: ModerationDeps): Route[] {
  return [
    route({
      method: "POST",
      url: "/messages/:id/moderation",
      summary: "Like, hide or delete what stands in public, on its platform, as the brand",
      access: "signed_in",
      rate: "write",
      params: z.object({ id: messageId }),
      body: moderateBody,
      answer: moderateAnswer,
      handler: async ({ viewer, params, body }) => {
        const ctx = ctxOf(viewer);
        const target = await checkModeration(ctx, params.id, body.do);
        if (target !== undefined) await moderate(ctx, deps, params.id, body.do, target);
        return await viewModerated(ctx, params.id);
      },
    }),
  ];
}

async function moderate(
  ctx: Ctx,
  deps: ModerationDeps,
  id: MessageId,
  moderation: Moderation,
  { channelId, externalId }: ModerationTarget,
): Promise<void> {
  const channel = await deps.channel(ctx.organizationId, channelId);
  const connector = channel === undefined ? undefined : deps.connectors.get(channel.platform);
  if (channel === undefined || connector?.moderate === undefined) throw new Refusal("channel_unavailable");
  const isRemoval = moderation === "delete";
  if (isRemoval) await noteRemoval(deps.database, ctx, id, true);
  const patience = createConnectorCtx(deps, channel, AbortSignal.timeout(PATIENCE_MS));
  const done = await connector.moderate(externalId, moderation, channel, patience);
  if (done.ok) return await recordModeration(deps.database, ctx, id, moderation);
  // Where nobody knows what became of it, the platform may still tell that it is gone.
  if (isRemoval && done.error.kind !== "outcome_unknown") await noteRemoval(deps.database, ctx, id, false);
  await refuse(ctx, channelId, done.error);
}

/** A token that opens nothing any more is the channel's trouble, and loud. */
async function refuse(ctx: Ctx, channelId: ChannelId, { kind, message, retryAfterMs }: SendError): Promise<never> {
  if (kind === "auth_expired") {
    await setChannelState(
      { ...ctx, actor: { type: "system", name: "Guichet" } },
      channelId,
      "needs_reconnection",
      message,
    );
    throw new Refusal("channel_unavailable");
  }
  const isPassing = kind === "retryable" || kind === "rate_limited" || kind === "outcome_unknown";
  const wait = retryAfterMs === undefined ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) };
  if (isPassing) throw new Refusal("platform_away", wait);
  throw new Refusal("platform_refused", { details: { reason: message } });
}
