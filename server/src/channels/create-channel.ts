import { type ChannelId, type createChannelBody, type EndpointId, Refusal, type UserId } from "@guichet/contract";
import type { z } from "zod";
import { appendEvents } from "../events/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import {
  type AuditedCtx,
  appendSettingsChange,
  inAuditedTransaction,
  isDuplicate,
  lockSettings,
} from "../organizations/index.ts";
import { grantChannel } from "../users/index.ts";
import type { ChannelDeps } from "./channel-deps.ts";
import { insertChannel } from "./channels.sql.ts";
import { placeEndpoint } from "./place-endpoint.ts";
import { sealChannelSecrets } from "./sealed-secrets.ts";
import { getConnector, readSettings } from "./settings-of-channel.ts";

export type NewChannel = z.output<typeof createChannelBody>;
export type CreatedChannel = {
  readonly channelId: ChannelId;
  readonly endpointId: EndpointId;
  /** Shown once, and never again. */
  readonly secrets: Readonly<Record<string, string>>;
};

/**
 * Connects an account: a channel with an endpoint of its own, or that of its app. Whoever adds it becomes its Supervisor (decision 23).
 * `already_exists` when the account is connected already.
 */
export async function createChannel(
  ctx: AuditedCtx,
  deps: Pick<ChannelDeps, "connectors" | "secretBox">,
  given: NewChannel,
): Promise<CreatedChannel> {
  try {
    return await inAuditedTransaction(ctx, (inside) => insertAndAnnounce(inside, deps, given));
  } catch (error) {
    if (isDuplicate(error, "channels_external"))
      throw new Refusal("already_exists", { details: { field: "settings" } });
    throw error;
  }
}

async function insertAndAnnounce(
  ctx: AuditedCtx,
  deps: Pick<ChannelDeps, "connectors" | "secretBox">,
  { platform, name, settings: input }: NewChannel,
): Promise<CreatedChannel> {
  const connector = getConnector(deps.connectors, platform);
  const read = readSettings(connector, input);
  const { settings, secrets } = read;
  const channelId = uuidV7() as ChannelId;
  await lockSettings(ctx.db, ctx.organizationId);
  const { id: endpointId, shown } = await placeEndpoint(ctx, deps, { platform, connector, read });
  await insertChannel(ctx.db, {
    organization_id: ctx.organizationId,
    id: channelId,
    endpoint_id: endpointId,
    platform,
    external_id: connector.externalId(settings, channelId),
    name,
    settings: JSON.stringify(settings),
    secrets: JSON.stringify(sealChannelSecrets(deps.secretBox, channelId, secrets)),
    created_at: ctx.now(),
  });
  const creator: UserId | undefined = ctx.actor.type === "user" ? ctx.actor.id : undefined;
  if (creator !== undefined) await grantChannel(ctx, channelId, creator, "supervisor");
  await appendSettingsChange(ctx, { action: "channel.created", subject: name, after: { platform, settings } });
  await appendEvents(ctx, [{ type: "channel.changed", data: { channelId, change: "created" } }]);
  return { channelId, endpointId, secrets: shown };
}
