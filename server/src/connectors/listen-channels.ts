import type { ChannelId, OrganizationId } from "@guichet/contract";
import { listConnectedChannels, setChannelState } from "../channels/index.ts";
import { giveUpLease, takeLease } from "../events/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import type { AcceptDelivery } from "./accept-delivery.ts";
import type { ChannelForConnector, Health } from "./connector.ts";
import { type ConnectorCtxDeps, createConnectorCtx } from "./connector-ctx.ts";
import type { Connectors } from "./connectors.ts";

export type ListeningDeps = ConnectorCtxDeps & {
  readonly connectors: Connectors;
  readonly accept: AcceptDelivery;
  readonly channel: (organizationId: OrganizationId, channelId: ChannelId) => Promise<ChannelForConnector | undefined>;
};

type Ear = {
  readonly channel: string;
  readonly fingerprint: string;
  readonly stop: AbortController;
  readonly done: Promise<void>;
};

const LOOK_MS = 2000;
const LEASE_SECONDS = 20;

/** Keeps one ear open for every channel that must be asked (mailboxes), in one process at a time, by a lease each. */
export function startListening(deps: ListeningDeps): { nudge(): void; stop(): Promise<void> } {
  const holder = uuidV7();
  const ears = new Map<string, Ear>();
  let stopped = false;
  let looking = Promise.resolve();

  async function look(): Promise<void> {
    try {
      const places = (await listConnectedChannels(deps.database.system)).filter(
        (place) => deps.connectors.get(place.platform)?.listen !== undefined,
      );
      const wanted = new Set<string>(places.map((place) => place.channelId));
      for (const ear of ears.values()) if (!wanted.has(ear.channel)) await close(ear);
      for (const place of places) await attend(place.organizationId, place.channelId);
    } catch {
      deps.log.warn("the list of mailboxes could not be read");
    }
  }

  async function attend(organizationId: OrganizationId, channelId: ChannelId): Promise<void> {
    const lease = await takeLease(deps.database.system, `listen ${channelId}`, holder, LEASE_SECONDS);
    const ear = ears.get(channelId);
    const channel = lease === undefined ? undefined : await deps.channel(organizationId, channelId);
    if (lease === undefined || channel === undefined) {
      if (ear !== undefined) await close(ear);
      return;
    }
    const fingerprint = JSON.stringify([channel.settings, channel.secrets, channel.endpointSecrets]);
    if (ear?.fingerprint === fingerprint) return;
    if (ear !== undefined) await close(ear);
    if (!stopped) open(channel, fingerprint, async () => await giveUpLease(deps.database.system, lease));
  }

  function open(channel: ChannelForConnector, fingerprint: string, giveUp: () => Promise<void>): void {
    const stop = new AbortController();
    const done = (async () => {
      await listen(deps, channel, stop.signal);
      if (ears.get(channel.id)?.stop === stop) ears.delete(channel.id);
      await giveUp().catch(() => undefined);
    })();
    ears.set(channel.id, { channel: channel.id, fingerprint, stop, done });
  }

  async function close(ear: Ear): Promise<void> {
    ear.stop.abort();
    await ear.done;
  }

  const nudge = (): void => {
    looking = looking.then(() => (stopped ? undefined : look()));
  };
  const timer = setInterval(nudge, LOOK_MS);
  nudge();
  return {
    nudge,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
      await Promise.all([...ears.values()].map(close));
    },
  };
}

async function listen(deps: ListeningDeps, channel: ChannelForConnector, signal: AbortSignal): Promise<void> {
  const connector = deps.connectors.get(channel.platform);
  const organizationId = channel.organizationId as OrganizationId;
  try {
    await connector?.listen?.(
      channel,
      async (found) => {
        const accepted = await deps.accept({
          organizationId,
          endpointId: channel.endpointId as Parameters<AcceptDelivery>[0]["endpointId"],
          platform: channel.platform,
          path: "",
          headers: { ...found.headers, "x-guichet-channel": channel.externalId },
          body: found.body,
          key: found.key,
          ...(found.receivedAt === undefined ? {} : { receivedAt: found.receivedAt }),
        });
        return accepted.stored ? "stored" : "seen_before";
      },
      (health) => void reportHealth(deps, channel, health),
      createConnectorCtx(deps, channel, signal),
    );
  } catch (error) {
    deps.log.error("a listening channel stumbled, opened again soon", { channel: channel.id }, error);
  }
}

const FOUND = { ok: "connected", degraded: "silent", needs_reconnection: "needs_reconnection" } as const;

/** I15: a failing channel is loud; a recovered one is connected again. */
async function reportHealth(deps: ListeningDeps, channel: ChannelForConnector, health: Health): Promise<void> {
  const organizationId = channel.organizationId as OrganizationId;
  const ctx = {
    db: deps.database.of(organizationId),
    organizationId,
    actor: { type: "system", name: "Guichet" } as const,
    now: deps.now,
    log: deps.log,
  };
  const failing = health.checks.find((check) => !check.ok);
  const state = FOUND[health.state];
  try {
    await setChannelState(ctx, channel.id as ChannelId, state, failing?.detail ?? failing?.name ?? null);
  } catch (error) {
    deps.log.error("a channel's health could not be written", { channel: channel.id }, error);
  }
}
