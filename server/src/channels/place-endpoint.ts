import type { EndpointId, Platform } from "@guichet/contract";
import { uuidV7 } from "../lib/uuid-v7.ts";
import type { AuditedCtx } from "../organizations/index.ts";
import type { ChannelConnector, ChannelDeps } from "./channel-deps.ts";
import { type ChannelRow, insertEndpoint, listChannelRows, writeEndpointSecrets } from "./channels.sql.ts";
import { type SealedEndpointSecrets, sealEndpointSecrets } from "./sealed-secrets.ts";
import type { ReadSettings } from "./settings-of-channel.ts";

type Wanted = {
  readonly platform: Platform;
  readonly connector: ChannelConnector;
  readonly read: ReadSettings;
  /** The channel as it is, when its settings change. */
  readonly before?: ChannelRow;
};
export type PlacedEndpoint = {
  readonly id: EndpointId;
  /** Made for it, to be shown once; none where it was there already. */
  readonly shown: Readonly<Record<string, string>>;
};

/**
 * The endpoint that a channel is delivered to: of the app it belongs to where another channel has that app, else one of its
 * own. Takes the secrets that were typed. Under the lock of settings, or two channels of one app could miss each other.
 */
export async function placeEndpoint(
  ctx: AuditedCtx,
  { secretBox }: Pick<ChannelDeps, "secretBox">,
  { platform, connector, read, before }: Wanted,
): Promise<PlacedEndpoint> {
  const { db, organizationId } = ctx;
  const rows = (await listChannelRows(db, organizationId)).filter((row) => row.platform === platform);
  const others = rows.filter((row) => row.id !== before?.id);
  const appOf = (settings: unknown) => connector.endpointKey?.(settings);
  const app = appOf(read.settings);
  const shared = app === undefined ? undefined : others.find((row) => appOf(row.settings) === app);
  const mayStay = before !== undefined && (appOf(before.settings) === app || !isShared(before, others));
  const kept = shared ?? (mayStay ? before : undefined);
  if (kept !== undefined) {
    await takeSecrets(kept.endpoint_id, kept.endpoint_secrets);
    return { id: kept.endpoint_id, shown: {} };
  }
  const made = connector.makeSecrets?.() ?? { endpoint: {}, shown: {} };
  const id = uuidV7() as EndpointId;
  const sealed = sealEndpointSecrets(secretBox, id, { ...made.endpoint, ...read.endpointSecrets });
  const place = { organization_id: organizationId, id, platform };
  await insertEndpoint(db, { ...place, secrets: JSON.stringify(sealed), created_at: ctx.now() });
  return { id, shown: made.shown };

  /** What verifies deliveries is good at once; the former one for a day more, as after a rotation. */
  async function takeSecrets(endpointId: EndpointId, former: SealedEndpointSecrets): Promise<void> {
    if (Object.keys(read.endpointSecrets).length === 0) return;
    const renewed = sealEndpointSecrets(secretBox, endpointId, read.endpointSecrets, former, ctx.now());
    await writeEndpointSecrets(db, organizationId, endpointId, renewed);
  }
}

function isShared({ endpoint_id: id }: ChannelRow, others: readonly ChannelRow[]): boolean {
  return others.some((row) => row.endpoint_id === id);
}
