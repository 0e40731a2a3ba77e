import type { ChannelId, OrganizationId } from "@guichet/contract";
import { getChannelValue, renewChannelSecret, setChannelValue } from "../channels/index.ts";
import type { Database } from "../db/index.ts";
import type { Log } from "../lib/log.ts";
import type { SecretBox } from "../lib/secret-box.ts";
import type { Outbound } from "../outbound/index.ts";
import type { ChannelForConnector, ConnectorContext } from "./connector.ts";

export type ConnectorCtxDeps = {
  readonly database: Database;
  readonly outbound: Outbound;
  readonly now: () => Date;
  readonly publicUrl: string;
  readonly log: Log;
  readonly secretBox: SecretBox;
};

/** What a connector gets of the world while it works for one channel. */
export function createConnectorCtx(
  deps: ConnectorCtxDeps,
  channel: ChannelForConnector,
  signal: AbortSignal,
): ConnectorContext {
  const organizationId = channel.organizationId as OrganizationId;
  const scope = { db: deps.database.of(organizationId), organizationId, now: deps.now };
  return {
    outbound: deps.outbound,
    now: () => deps.now().getTime(),
    signal,
    publicUrl: deps.publicUrl,
    log: (level, message, data) =>
      deps.log[level](message, { ...data, channel: channel.id, platform: channel.platform }),
    store: {
      get: (key) => getChannelValue(scope, channel.id as ChannelId, key),
      set: (key, value) => setChannelValue(scope, channel.id as ChannelId, key, value),
    },
    async renewSecret(name, to) {
      const change = { name, from: channel.secrets[name] ?? "", to };
      await renewChannelSecret(scope, deps.secretBox, channel.id as ChannelId, change);
    },
  };
}
