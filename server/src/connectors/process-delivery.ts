import type { ContactId, EndpointId, OrganizationId } from "@guichet/contract";
import { takePlatformNews } from "../contacts/index.ts";
import {
  type InboundMessage,
  type IntakeStep,
  type MessageNews,
  receiveMessages,
  recordNews,
} from "../conversations/index.ts";
import { askClient, type Database, isDatabaseAway, type LentClient } from "../db/index.ts";
import { backoffMs } from "../lib/backoff.ts";
import { failpoint } from "../lib/failpoint.ts";
import type { Log } from "../lib/log.ts";
import { createMicroBatch } from "../lib/micro-batch.ts";
import type { ChannelForConnector, InboundItem, Parsed } from "./connector.ts";
import type { Connectors } from "./connectors.ts";
import { claimLeftDeliveries, markDone, markFailed, type NewDelivery, noteInbound } from "./deliveries.sql.ts";
import { eraseMasked, maskEdits, type Other } from "./erasure/mask-deliveries.ts";
import { cleanAttributes, cut, saneInstant, toInboundMessage, toKey, toName, toText } from "./to-inbound-message.ts";

export type ProcessorDeps = {
  readonly database: Database;
  readonly connectors: Connectors;
  readonly channelsOf: (
    organizationId: OrganizationId,
    endpointId: EndpointId,
  ) => Promise<readonly ChannelForConnector[]>;
  readonly steps: readonly IntakeStep[];
  readonly now: () => Date;
  readonly log: Log;
  /** After commit. */
  readonly wake: () => void;
  readonly typing: (channel: ChannelForConnector, partyExternalId: string, on: boolean) => void;
};

type Work = {
  readonly delivery: NewDelivery;
  readonly channels: readonly ChannelForConnector[];
  readonly parsed: Parsed;
};

const MOST_TRIES = 5;
/** Bodies held at once, in bytes (I27): what is over is durable, and the safety net brings it back. */
const MOST_BYTES = 256 * 1024 * 1024;
const LOOK_MS = 2000;

/**
 * Steps 2 to 4: parses what was accepted and lets the core receive it, in batches, at once in this process. What fails is
 * tried alone, then again later, then lies dead with its reason where an Admin sees it; the next one is never held up.
 */
export function startProcessor(deps: ProcessorDeps): {
  process(delivery: NewDelivery): void;
  replay(delivery: NewDelivery): Promise<void>;
  stop(): Promise<void>;
} {
  const batches = createMicroBatch<NewDelivery, void>({
    maxBatch: 100,
    inFlight: 2,
    maxQueued: 20_000,
    weigh: ({ body }) => body.byteLength,
    maxWeight: MOST_BYTES,
    run: async (deliveries) => {
      await failpoint("inbound.after_claim");
      for (const [organizationId, group] of Map.groupBy(deliveries, (delivery) => delivery.organizationId))
        await processGroup(deps, organizationId, group);
      deps.wake();
      return deliveries.map(() => undefined);
    },
  });

  async function sweep(): Promise<void> {
    try {
      for (;;) {
        const left = await claimLeftDeliveries(deps.database, 100);
        await Promise.all(left.map((delivery) => batches.add(delivery).catch(() => undefined)));
        if (left.length < 100) return;
      }
    } catch (error) {
      deps.log.warn("the safety net for deliveries could not look", {
        error: error instanceof Error ? error.name : "",
      });
    }
  }

  let sweeping = Promise.resolve();
  const timer = setInterval(() => {
    sweeping = sweeping.then(sweep);
  }, LOOK_MS);
  return {
    // A full queue is no loss: the delivery is durable and the safety net finds it.
    process: (delivery) => void batches.add(delivery).catch(() => undefined),
    replay: (delivery) => batches.add(delivery),
    async stop() {
      clearInterval(timer);
      await sweeping;
      await batches.idle();
    },
  };
}

async function processGroup(
  deps: ProcessorDeps,
  organizationId: OrganizationId,
  deliveries: readonly NewDelivery[],
): Promise<void> {
  const ready: Work[] = [];
  for (const delivery of deliveries) {
    try {
      ready.push(await parse(deps, delivery));
    } catch (error) {
      await fail(deps, delivery, error);
    }
  }
  if (ready.length === 0) return;
  try {
    await receive(deps, organizationId, ready);
  } catch (error) {
    if (ready.length === 1 && ready[0] !== undefined) return await fail(deps, ready[0].delivery, error);
    // One of them is the cause: each alone, so that the neighbours are not lost.
    for (const work of ready)
      await receive(deps, organizationId, [work]).catch((cause: unknown) => fail(deps, work.delivery, cause));
  }
}

async function parse(deps: ProcessorDeps, delivery: NewDelivery): Promise<Work> {
  const connector = deps.connectors.get(delivery.platform);
  if (connector === undefined) throw new Error("no connector for this platform");
  const channels = await deps.channelsOf(delivery.organizationId, delivery.endpointId);
  const raw = {
    id: delivery.id,
    path: delivery.path,
    headers: delivery.headers,
    body: delivery.body,
    receivedAt: delivery.receivedAt.getTime(),
  };
  const parsed = await connector.parse(raw, channels);
  return { delivery, channels, parsed };
}

async function receive(deps: ProcessorDeps, organizationId: OrganizationId, works: readonly Work[]): Promise<void> {
  const messages: InboundMessage[] = [];
  const others: Other[] = [];
  for (const { delivery, channels, parsed } of works) {
    for (const item of parsed.items) {
      const channel = channels.find((candidate) => candidate.externalId === item.channelExternalId);
      if (channel === undefined) continue;
      if (item.type === "message" && !isOwnEcho(item)) messages.push(toInboundMessage(item, channel, delivery.id));
      else others.push({ item, channel, deliveryId: delivery.id });
    }
  }
  await receiveMessages(messages, {
    database: deps.database,
    organizationId,
    steps: deps.steps,
    now: deps.now,
    finish: async (client, masked) => {
      const edits = await maskEdits(client, organizationId, others);
      for (const other of edits.others) await takeOther(deps, client, organizationId, other.item, other.channel);
      await noteInbound(client, organizationId, [...new Set(messages.map((message) => message.channelId))], deps.now());
      await markDone(
        client,
        organizationId,
        works.map((work) => ({ id: work.delivery.id, problems: problemsOf(work) })),
      );
      await eraseMasked(client, organizationId, works, [...masked, ...edits.deliveries]);
    },
  });
  for (const { item, channel } of others)
    if (item.type === "typing") deps.typing(channel, item.party.externalId, item.on);
  await failpoint("inbound.after_message_commit");
}

/** Kept and listed: what could not be read, what is of an unknown kind, and what names no channel of ours. */
function problemsOf(work: Work): { path: string; reason: string }[] {
  const known = new Set(work.channels.map((channel) => channel.externalId));
  const strays = work.parsed.items
    .filter((item) => !known.has(item.channelExternalId))
    .map((item) => ({ path: "", reason: cut(`unknown channel ${item.channelExternalId}`, 120) }));
  const unknown = work.parsed.items.flatMap((item) =>
    item.type === "unknown" ? [{ path: "", reason: cut(`unknown kind ${item.hint}`, 120) }] : [],
  );
  return [
    ...work.parsed.problems.map(({ path, reason }) => ({ path: cut(path, 200), reason: cut(reason, 300) })),
    ...unknown,
    ...strays,
  ].slice(0, 100);
}

/** Our own send coming back with our id settles that send (I10). */
function isOwnEcho(item: Extract<InboundItem, { type: "message" }>): boolean {
  return item.direction === "echo" && item.clientRef !== undefined;
}

async function takeOther(
  deps: ProcessorDeps,
  client: LentClient,
  organizationId: OrganizationId,
  item: InboundItem,
  channel: ChannelForConnector,
): Promise<void> {
  const now = deps.now();
  const tell = async (address: Parameters<typeof recordNews>[3], news: MessageNews) =>
    await recordNews(client, organizationId, channel.id as Parameters<typeof recordNews>[2], address, news, now);
  const at = saneInstant(item.occurredAt);
  switch (item.type) {
    case "message":
      return await tell(
        { clientRefs: [item.clientRef ?? ""], externalId: toKey(item.externalId) },
        { kind: "delivery", state: "sent", at },
      );
    case "message_edited":
      return await tell({ externalIds: [toKey(item.externalId)] }, { kind: "edited", text: toText(item.text), at });
    case "message_deleted":
      return await tell({ externalIds: [toKey(item.externalId)] }, { kind: "deleted", at });
    case "delivery": {
      return await tell(toAddress(item), {
        kind: "delivery",
        state: item.status,
        at,
        ...(item.error === undefined
          ? {}
          : { error: { kind: item.error.kind, message: cut(item.error.message, 500) } }),
      });
    }
    case "profile":
      return await takeProfile(client, organizationId, item, channel, now);
    case "typing":
    case "unknown":
      return;
  }
}

/** Whom a receipt is about, by the keys under which messages were stored. */
function toAddress({ target, party }: Extract<InboundItem, { type: "delivery" }>): Parameters<typeof recordNews>[3] {
  if ("upTo" in target) return { upTo: saneInstant(target.upTo), partyExternalId: toKey(party.externalId) };
  return "externalIds" in target ? { externalIds: target.externalIds.map(toKey) } : target;
}

async function takeProfile(
  client: LentClient,
  organizationId: OrganizationId,
  item: Extract<InboundItem, { type: "profile" }>,
  channel: ChannelForConnector,
  now: Date,
): Promise<void> {
  const name = item.party.displayName === undefined ? undefined : toName(item.party.displayName);
  const handle = item.party.handle === undefined ? undefined : toName(item.party.handle);
  const found = await client.query<{ contact_id: ContactId }>(
    `update identities set display_name = coalesce($4, display_name), handle = coalesce($5, handle),
       sort_name = case when $4::text is null and $5::text is null then sort_name end
     where organization_id = $1 and channel_id = $2 and external_id = $3 returning contact_id`,
    [organizationId, channel.id, toKey(item.party.externalId), name ?? null, handle ?? null],
  );
  const contactId = found.rows[0]?.contact_id;
  if (contactId === undefined) return;
  const attributes = item.party.attributes === undefined ? undefined : cleanAttributes(item.party.attributes);
  const news = {
    ...{ contactId, platform: channel.platform, isNew: false },
    ...(name ? { name } : {}),
    ...(attributes === undefined ? {} : { attributes }),
  };
  await takePlatformNews(askClient(client), organizationId, [news], now);
}

async function fail(deps: ProcessorDeps, delivery: NewDelivery, error: unknown): Promise<void> {
  // The database is away: nothing can be written now, and it is not the delivery's fault. The safety net comes back to it.
  if (isDatabaseAway(error)) return;
  deps.log.error(
    "a delivery could not be processed",
    { delivery: delivery.id, platform: delivery.platform, attempt: delivery.attempts + 1 },
    error,
  );
  const dead = delivery.attempts + 1 >= MOST_TRIES;
  const wait = backoffMs(delivery.attempts + 1, { baseMs: 2000, capMs: 600_000, random: Math.random });
  const reason = error instanceof Error ? cut(`${error.name}: ${error.message}`, 300) : "unknown error";
  try {
    await deps.database.withClient(delivery.organizationId, (client) =>
      markFailed(client, delivery.organizationId, delivery.id, {
        reason,
        nextAttemptAt: dead ? null : new Date(deps.now().getTime() + wait),
      }),
    );
  } catch (cause) {
    deps.log.error("a failed delivery could not be marked", { delivery: delivery.id }, cause);
  }
}
