import type { DeliveryId, EndpointId, OrganizationId, Platform } from "@guichet/contract";
import { type InboundMessage, receiveMessages, type StepsOf } from "../conversations/index.ts";
import { type Database, isDatabaseAway } from "../db/index.ts";
import { backoffMs } from "../lib/backoff.ts";
import { failpoint } from "../lib/failpoint.ts";
import type { Log } from "../lib/log.ts";
import { createMicroBatch } from "../lib/micro-batch.ts";
import type { CompleteItems } from "./complete-items.ts";
import type { ChannelForConnector, InboundItem, Parsed, RawDelivery } from "./connector.ts";
import type { Connectors } from "./connectors.ts";
import { claimLeftDeliveries, markDone, markFailed, type NewDelivery, noteInbound } from "./deliveries.sql.ts";
import { eraseMasked, maskEdits, type Other } from "./erasure/mask-deliveries.ts";
import { learnAliases, nameKnownParties } from "./known-parties.ts";
import { ordinaryKind } from "./ordinary-kinds.ts";
import { placeEchoes } from "./place-echoes.sql.ts";
import { reactionsAsEvents } from "./reactions-as-events.ts";
import { takeOthers } from "./take-others.ts";
import { noteReachable } from "./take-subscription.ts";
import { cut, toInboundMessage } from "./to-inbound-message.ts";

export type ProcessorDeps = {
  readonly database: Database;
  readonly connectors: Connectors;
  readonly channelsOf: (
    organizationId: OrganizationId,
    endpointId: EndpointId,
    fresh?: boolean,
  ) => Promise<readonly ChannelForConnector[]>;
  readonly stepsOf: StepsOf;
  readonly now: () => Date;
  readonly log: Log;
  /** After commit. */
  readonly wake: () => void;
  readonly typing: (channel: ChannelForConnector, partyExternalId: string, on: boolean) => void;
  /** Something about the account itself has changed; nobody here waits for what is done about it. */
  readonly accountNews?: (channel: ChannelForConnector, about: "templates" | "health") => void;
  /** Everyday news of a platform, by its pattern, that nobody has to look at. */
  readonly countOrdinary?: (platform: Platform, kind: string) => void;
  /** What a platform names by id alone within the words; waits for a moment. */
  readonly complete?: CompleteItems;
  /** What a platform waits for beyond our 200; nobody here waits for it. */
  readonly acknowledge: (delivery: RawDelivery, channels: readonly ChannelForConnector[]) => void;
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
/** How long an answer waits for the comment that it answers; together less than what rings the alarm. */
const EARLY_WAITS_MS = [3000, 20_000, 60_000, 150_000];

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
    // What one contact writes comes by one endpoint: the second message never overtakes the first (I3).
    laneOf: ({ endpointId }) => endpointId,
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
  const read = async (fresh: boolean): Promise<Work> => {
    const channels = await deps.channelsOf(delivery.organizationId, delivery.endpointId, fresh);
    return { delivery, channels, parsed: await connector.parse(toRawDelivery(delivery), channels) };
  };
  const work = await read(false);
  const known = new Set(work.channels.map(({ externalId }) => externalId));
  // Another account of the same app may have been connected a moment ago.
  const found = work.parsed.items.every((item) => known.has(item.channelExternalId)) ? work : await read(true);
  return deps.complete === undefined ? found : { ...found, parsed: await deps.complete(found.parsed, found.channels) };
}

function toRawDelivery({ id, path, headers, body, receivedAt }: NewDelivery): RawDelivery {
  return { id, path, headers, body, receivedAt: receivedAt.getTime() };
}

async function receive(deps: ProcessorDeps, organizationId: OrganizationId, works: readonly Work[]): Promise<void> {
  const messages: InboundMessage[] = [];
  const others: Other[] = [];
  const known = await nameKnownParties(deps.database, organizationId, works.flatMap(itemsOf));
  const { items, early } = await placeEchoes(deps.database, organizationId, known);
  for (const { item, channel, deliveryId } of items) {
    if (item.type === "message" && !isOwnEcho(item)) messages.push(toInboundMessage(item, channel, deliveryId));
    else others.push({ item, channel, deliveryId });
  }
  for (const { item, channel, deliveryId } of reactionsAsEvents(items))
    messages.push(toInboundMessage(item, channel, deliveryId));
  await receiveMessages(messages, {
    database: deps.database,
    organizationId,
    steps: await deps.stepsOf(organizationId),
    now: deps.now,
    finish: async (client, masked) => {
      await learnAliases(client, organizationId, known, deps.now());
      await noteReachable(client, organizationId, messages, deps.now());
      const edits = await maskEdits(client, organizationId, others);
      await takeOthers(client, organizationId, edits.others, deps.now());
      await noteInbound(client, organizationId, [...new Set(messages.map((message) => message.channelId))], deps.now());
      const waiting = works.filter(({ delivery }) => mayComeLater(delivery, early));
      const done = works.filter((work) => !waiting.includes(work));
      await markDone(
        client,
        organizationId,
        done.map((work) => ({ id: work.delivery.id, problems: problemsOf(work, ordinaryOf(deps, work)) })),
      );
      for (const { delivery } of waiting)
        await markFailed(client, organizationId, delivery.id, {
          reason: "answers a comment that has not come yet",
          nextAttemptAt: new Date(deps.now().getTime() + (EARLY_WAITS_MS[delivery.attempts] ?? 0)),
        });
      await eraseMasked(client, organizationId, works, [...masked, ...edits.deliveries]);
    },
  });
  for (const { item, channel } of others) {
    if (item.type === "typing") deps.typing(channel, item.party.externalId, item.on);
    if (item.type === "account") deps.accountNews?.(channel, item.about);
  }
  for (const { delivery, parsed } of works)
    for (const item of parsed.items) {
      const kind = ordinaryOf(deps, { delivery })(item);
      if (kind !== undefined) deps.countOrdinary?.(delivery.platform, kind);
    }
  // Few platforms wait for anything.
  for (const { delivery, channels } of works)
    if (deps.connectors.get(delivery.platform)?.acknowledge !== undefined)
      deps.acknowledge(toRawDelivery(delivery), channels);
  await failpoint("inbound.after_message_commit");
}

/** Everything else of it is stored already, and once: looking at it again stores what it answers with, if that has come. */
function mayComeLater({ id, attempts }: NewDelivery, early: ReadonlySet<DeliveryId>): boolean {
  return early.has(id) && attempts < EARLY_WAITS_MS.length;
}

/** What happened on channels that are ours. */
function itemsOf({ delivery, channels, parsed }: Work): Other[] {
  return parsed.items.flatMap((item) => {
    const channel = channels.find((candidate) => candidate.externalId === item.channelExternalId);
    return channel === undefined ? [] : [{ item, channel, deliveryId: delivery.id }];
  });
}

/** Under which pattern of its platform's everyday news an item falls; undefined: it is none. */
function ordinaryOf({ connectors }: Pick<ProcessorDeps, "connectors">, { delivery }: Pick<Work, "delivery">) {
  const { ordinary } = connectors.get(delivery.platform) ?? {};
  return (item: InboundItem) => (item.type === "unknown" ? ordinaryKind(ordinary, item.hint) : undefined);
}

/** Kept and listed: what could not be read, what is of a kind that nobody knows, and what names no channel of ours. */
function problemsOf(
  work: Work,
  ordinary: (item: InboundItem) => string | undefined,
): { path: string; reason: string }[] {
  const known = new Set(work.channels.map((channel) => channel.externalId));
  const strays = work.parsed.items
    .filter((item) => !known.has(item.channelExternalId))
    .map((item) => ({ path: "", reason: cut(`unknown channel ${item.channelExternalId}`, 120) }));
  const unknown = work.parsed.items.flatMap((item) =>
    item.type === "unknown" && ordinary(item) === undefined
      ? [{ path: "", reason: cut(`unknown kind ${item.hint}`, 120) }]
      : [],
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
