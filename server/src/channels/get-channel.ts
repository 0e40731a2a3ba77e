import { type ChannelId, type EndpointId, Refusal } from "@guichet/contract";
import type { Ctx, Db } from "../db/index.ts";
import type { SecretBox } from "../lib/secret-box.ts";
import type { ChannelForConnector } from "./channel-for-connector.ts";
import {
  type ChannelPlace,
  type ChannelRow,
  findChannelRow,
  listChannelRows,
  listRunningPlaces,
} from "./channels.sql.ts";
import { openChannelSecrets, openEndpointSecrets } from "./sealed-secrets.ts";

type ReadCtx = Pick<Ctx, "db" | "organizationId" | "now">;

/** A channel for its connector. Refuses with not_found when it does not exist or was deleted. */
export async function getChannelForConnector(
  ctx: ReadCtx,
  secretBox: SecretBox,
  id: ChannelId,
): Promise<ChannelForConnector> {
  const row = await findChannelRow(ctx.db, ctx.organizationId, id);
  if (row === undefined) throw new Refusal("not_found");
  return toChannelForConnector(row, secretBox, ctx.now());
}

/** The channels one endpoint serves, paused ones included, deleted ones not. */
export async function listChannelsOfEndpoint(
  ctx: ReadCtx,
  secretBox: SecretBox,
  endpointId: EndpointId,
): Promise<ChannelForConnector[]> {
  const rows = await listChannelRows(ctx.db, ctx.organizationId, endpointId);
  return rows.map((row) => toChannelForConnector(row, secretBox, ctx.now()));
}

/** Every channel of the installation that is not paused, for connectors that listen. Open one by `getChannelForConnector`. */
export async function listConnectedChannels(system: Db): Promise<ChannelPlace[]> {
  return await listRunningPlaces(system);
}

export function toChannelForConnector(row: ChannelRow, secretBox: SecretBox, now: Date): ChannelForConnector {
  return {
    id: row.id,
    organizationId: row.organization_id,
    endpointId: row.endpoint_id,
    platform: row.platform,
    externalId: row.external_id,
    name: row.name,
    state: row.state,
    settings: row.settings,
    secrets: openChannelSecrets(secretBox, row.id, row.secrets),
    endpointSecrets: openEndpointSecrets(secretBox, row.endpoint_id, row.endpoint_secrets, now),
  };
}
