import { randomBytes } from "node:crypto";
import type { ChannelId, EndpointId } from "@guichet/contract";
import pg from "pg";
import { sealEndpointSecrets } from "../../../channels/sealed-secrets.ts";
import { makeSigningSecret } from "../../../connectors/api/sign.ts";
import { loadInstallationKeys } from "../../../installation-key.ts";
import { hashToken } from "../../../lib/token.ts";
import { uuidV7 } from "../../../lib/uuid-v7.ts";

export type Agent = {
  readonly id: string;
  readonly organizationId: string;
  readonly cookie: string;
  readonly channelIds: readonly string[];
};
export type ApiChannel = {
  readonly id: string;
  readonly organizationId: string;
  readonly endpointId: string;
  readonly secret: string;
};
export type World = {
  readonly agents: readonly Agent[];
  readonly apiChannels: readonly ApiChannel[];
  readonly messengerChannel: { readonly id: string; readonly organizationId: string };
};

/**
 * Two organizations, so that crossings can be seen: the first with two API channels, a web messenger and eight agents of
 * whom two see one channel only, the second with an API channel and two agents. Written before the load begins.
 */
export async function makeWorld(databaseUrl: string, dataDir: string, peerUrl: string): Promise<World> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const builder = { client, dataDir, peerUrl };
    const [first, second] = [await addOrganization(client, "First"), await addOrganization(client, "Second")];
    const shop = await addApiChannel(builder, first);
    const parcels = await addApiChannel(builder, first);
    const messengerChannel = { id: await addChannel(client, first, "messenger", {}, {}), organizationId: first };
    const other = await addApiChannel(builder, second);
    const everything = [shop.id, parcels.id, messengerChannel.id];
    const agents: Agent[] = [];
    for (let n = 0; n < 8; n += 1) agents.push(await addAgent(client, first, n < 6 ? everything : [shop.id]));
    for (let n = 0; n < 2; n += 1) agents.push(await addAgent(client, second, [other.id]));
    return { agents, apiChannels: [shop, parcels, other], messengerChannel };
  } finally {
    await client.end();
  }
}

export async function addOrganization(client: pg.Client, name: string): Promise<string> {
  const id = uuidV7();
  await client.query("insert into organizations (id, name) values ($1, $2)", [id, name]);
  return id;
}

type Builder = { readonly client: pg.Client; readonly dataDir: string; readonly peerUrl: string };

async function addApiChannel({ client, dataDir, peerUrl }: Builder, organizationId: string): Promise<ApiChannel> {
  const { secretBox } = await loadInstallationKeys(dataDir);
  const secret = makeSigningSecret();
  const endpointId = uuidV7();
  const id = uuidV7();
  const secrets = sealEndpointSecrets(secretBox, endpointId as EndpointId, { signing: secret });
  await addChannel(client, organizationId, "api", { outboundUrl: `${peerUrl}/hooks/${id}` }, secrets, {
    id,
    endpointId,
  });
  return { id, organizationId, endpointId, secret };
}

async function addChannel(
  client: pg.Client,
  organizationId: string,
  platform: string,
  settings: object,
  secrets: object,
  ids = { id: uuidV7(), endpointId: uuidV7() },
): Promise<ChannelId> {
  await client.query("insert into endpoints (organization_id, id, platform, secrets) values ($1, $2, $3, $4)", [
    organizationId,
    ids.endpointId,
    platform,
    JSON.stringify(secrets),
  ]);
  await client.query(
    `insert into channels (organization_id, id, endpoint_id, platform, external_id, name, settings)
     values ($1, $2, $3, $4, $5, $4, $6)`,
    [organizationId, ids.id, ids.endpointId, platform, ids.id, JSON.stringify(settings)],
  );
  return ids.id as ChannelId;
}

/** A supervisor of these channels, signed in. */
export async function addAgent(
  client: pg.Client,
  organizationId: string,
  channelIds: readonly string[],
  accountRole: "agent" | "admin" = "agent",
): Promise<Agent> {
  const [id, token] = [uuidV7(), randomBytes(32).toString("base64url")];
  await client.query(
    `insert into users (organization_id, id, email, first_name, last_name, account_role)
     values ($1, $2, $3, 'Agent', $4, $5)`,
    [organizationId, id, `${id}@example.org`, id.slice(-4), accountRole],
  );
  await client.query(
    `insert into channel_access (organization_id, channel_id, user_id, role) select $1, unnest($2::uuid[]), $3, 'supervisor'`,
    [organizationId, channelIds, id],
  );
  await client.query(
    `insert into sessions (organization_id, id, user_id, token_hash, ends_at, address, user_agent)
     values ($1, $2, $3, $4, now() + interval '1 day', '127.0.0.1', 'crash test')`,
    [organizationId, uuidV7(), id, hashToken(token)],
  );
  return { id, organizationId, cookie: `guichet=${token}`, channelIds };
}
