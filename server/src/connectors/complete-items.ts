import type { ChannelForConnector, InboundItem, Parsed } from "./connector.ts";
import { type ConnectorCtxDeps, createConnectorCtx } from "./connector-ctx.ts";
import type { Connectors } from "./connectors.ts";

/** A message is worth more than a name in it. */
const PATIENCE_MS = 2000;

/** What was parsed, with what its platform names by id alone; as it was where that cannot be found out at once. */
export type CompleteItems = (parsed: Parsed, channels: readonly ChannelForConnector[]) => Promise<Parsed>;

export function createCompleter(deps: ConnectorCtxDeps & { readonly connectors: Connectors }): CompleteItems {
  async function completeOf(
    channel: ChannelForConnector,
    items: readonly InboundItem[],
  ): Promise<readonly InboundItem[]> {
    const complete = deps.connectors.get(channel.platform)?.complete;
    if (complete === undefined || items.length === 0) return items;
    try {
      return await complete(items, channel, createConnectorCtx(deps, channel, AbortSignal.timeout(PATIENCE_MS)));
    } catch (error) {
      deps.log.error("what a platform only named could not be asked for", { channel: channel.id }, error);
      return items;
    }
  }

  return async (parsed, channels) => {
    const asking = channels.filter(({ platform }) => deps.connectors.get(platform)?.complete !== undefined);
    if (asking.length === 0) return parsed;
    const of = Map.groupBy(parsed.items, ({ channelExternalId }) =>
      asking.find(({ externalId }) => externalId === channelExternalId),
    );
    const completed = await Promise.all(
      [...of].map(async ([channel, items]) => (channel === undefined ? items : await completeOf(channel, items))),
    );
    return { ...parsed, items: completed.flat() };
  };
}
