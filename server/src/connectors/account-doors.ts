import type { Platform } from "@guichet/contract";
import type { Identified, ListedTemplates } from "./account-hooks.ts";
import type { ChannelForConnector, Health, RawDelivery } from "./connector.ts";
import { type ConnectorCtxDeps, createConnectorCtx } from "./connector-ctx.ts";
import type { Connectors } from "./connectors.ts";

export type AccountDoors = {
  /** Undefined: the platform has no account to ask about. */
  identify(
    platform: Platform,
    settings: unknown,
    before: ChannelForConnector | undefined,
  ): Promise<Identified<unknown> | undefined>;
  /** Undefined: nobody has to be told. */
  connect(channel: ChannelForConnector): Promise<Health | undefined>;
  disconnect(channel: ChannelForConnector, left: readonly ChannelForConnector[]): Promise<void>;
  /** Undefined: the platform lists none. */
  listTemplates(channel: ChannelForConnector): Promise<ListedTemplates | undefined>;
  acknowledge(delivery: RawDelivery, channels: readonly ChannelForConnector[]): Promise<void>;
};

const PATIENCE_MS = 30_000;
/** A person waits for the channel to go. */
const FAREWELL_MS = 8000;

/** What has to be said to platforms about accounts, with the connectors that can. A failed farewell is a line in the log. */
export function createAccountDoors(deps: ConnectorCtxDeps & { readonly connectors: Connectors }): AccountDoors {
  const ctxOf = (channel: ChannelForConnector, patienceMs = PATIENCE_MS) =>
    createConnectorCtx(deps, channel, AbortSignal.timeout(patienceMs));
  return {
    identify: async (platform, settings, before) =>
      await deps.connectors.get(platform)?.identify?.(settings, before, {
        outbound: deps.outbound,
        now: () => deps.now().getTime(),
        signal: AbortSignal.timeout(PATIENCE_MS),
      }),
    connect: async (channel) => await deps.connectors.get(channel.platform)?.connect?.(channel, ctxOf(channel)),
    async disconnect(channel, left) {
      try {
        await deps.connectors.get(channel.platform)?.disconnect?.(channel, ctxOf(channel, FAREWELL_MS), left);
      } catch (error) {
        deps.log.error("a platform was not told that its channel is gone", { channel: channel.id }, error);
      }
    },
    listTemplates: async (channel) =>
      await deps.connectors.get(channel.platform)?.listTemplates?.(channel, ctxOf(channel)),
    async acknowledge(delivery, channels) {
      for (const channel of channels) {
        try {
          await deps.connectors.get(channel.platform)?.acknowledge?.(delivery, channel, ctxOf(channel));
        } catch (error) {
          deps.log.error("a delivery was not acknowledged", { channel: channel.id }, error);
        }
      }
    },
  };
}
