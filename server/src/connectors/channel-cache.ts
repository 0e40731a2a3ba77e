import type { ChannelId, EndpointId, OrganizationId, Platform } from "@guichet/contract";
import {
  type FoundEndpoint,
  findEndpoint,
  getChannelForConnector,
  listChannelsOfEndpoint,
  type ChannelForConnector as OpenedChannel,
} from "../channels/index.ts";
import { type Database, isDatabaseAway } from "../db/index.ts";
import type { SecretBox } from "../lib/secret-box.ts";
import type { ChannelForConnector } from "./connector.ts";

/**
 * Endpoints and channels with opened secrets, remembered for some seconds and forgotten at the first news of a change:
 * the way in must not ask the database who is asking for every message.
 */
export type ChannelCache = {
  /**
   * `greeting`: a platform asks whether the address is ours, and gets its answer while the database is away, too: by what was known
   * last. Never for a delivery: a secret may have changed since, and what is refused is not delivered again.
   */
  endpoint(platform: Platform, id: EndpointId, greeting?: boolean): Promise<FoundEndpoint | undefined>;
  /** `fresh`: as they are in the database at this moment. */
  ofEndpoint(
    organizationId: OrganizationId,
    endpointId: EndpointId,
    fresh?: boolean,
  ): Promise<readonly ChannelForConnector[]>;
  channel(organizationId: OrganizationId, id: ChannelId, fresh?: boolean): Promise<OpenedChannel | undefined>;
  forget(): void;
};

const KEEP_MS = 3000;

export function createChannelCache(deps: {
  readonly database: Database;
  readonly secretBox: SecretBox;
  readonly now: () => Date;
}): ChannelCache {
  const kept = new Map<string, { readonly until: number; readonly value: Promise<unknown> }>();
  const lastEndpoints = new Map<EndpointId, FoundEndpoint>();

  function remember<T>(key: string, load: () => Promise<T>): Promise<T> {
    const now = Date.now();
    const known = kept.get(key);
    if (known !== undefined && known.until > now) return known.value as Promise<T>;
    if (kept.size > 10_000) kept.clear();
    const value = load();
    kept.set(key, { until: now + KEEP_MS, value });
    // A failure is not remembered.
    value.catch(() => kept.delete(key));
    return value;
  }

  const scope = (organizationId: OrganizationId) => ({
    db: deps.database.of(organizationId),
    organizationId,
    now: deps.now,
  });
  return {
    async endpoint(platform, id, greeting = false) {
      try {
        const found = await remember(`endpoint ${platform} ${id}`, () =>
          deps.database.watch.patience(findEndpoint({ ...deps, system: deps.database.system }, platform, id)),
        );
        if (found === undefined) lastEndpoints.delete(id);
        else lastEndpoints.set(id, found);
        return found;
      } catch (error) {
        const known = lastEndpoints.get(id);
        if (!greeting || known === undefined || !isDatabaseAway(error)) throw error;
        return known;
      }
    },
    ofEndpoint(organizationId, endpointId, fresh = false) {
      if (fresh) kept.delete(`of ${endpointId}`);
      return remember(`of ${endpointId}`, () =>
        listChannelsOfEndpoint(scope(organizationId), deps.secretBox, endpointId),
      );
    },
    channel(organizationId, id, fresh = false) {
      if (fresh) kept.delete(`channel ${id}`);
      return remember(
        `channel ${id}`,
        async () => await getChannelForConnector(scope(organizationId), deps.secretBox, id).catch(undefinedWhenGone),
      );
    },
    forget: () => kept.clear(),
  };
}

function undefinedWhenGone(error: unknown): undefined {
  if (error instanceof Error && error.name === "Refusal") return undefined;
  throw error;
}
