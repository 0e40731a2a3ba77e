import { type DeliveryId, type EndpointId, type OrganizationId, type Platform, Refusal } from "@guichet/contract";
import type { Database } from "../db/index.ts";
import { cleanText } from "../lib/clean-text.ts";
import { failpoint } from "../lib/failpoint.ts";
import { createMicroBatch } from "../lib/micro-batch.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { insertDeliveries, type NewDelivery } from "./deliveries.sql.ts";
import { saneInstant, toKey } from "./to-inbound-message.ts";

export type FoundDelivery = {
  readonly organizationId: OrganizationId;
  readonly endpointId: EndpointId;
  readonly platform: Platform;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Unique in the endpoint: a repeat is a quiet no-op. */
  readonly key?: string;
  readonly receivedAt?: number;
};
export type Accepted = { readonly id: DeliveryId; readonly stored: boolean };
export type AcceptDelivery = (found: FoundDelivery) => Promise<Accepted>;

/** Providers must hear 503 soon, so that they come again (F-05). */
const PATIENCE_MS = 1800;
const MOST_WAITING = 5000;
/** Bodies held at once, in bytes (I27): more is refused, so that the provider comes again. */
const MOST_BYTES = 128 * 1024 * 1024;

/**
 * Step 1 of a message's life. Resolves when the raw delivery is committed, never before (I1); what queues while a commit is
 * under way shares the next one. Then hands it on to be processed in this same process.
 */
export function createAcceptor(deps: {
  readonly database: Database;
  readonly now: () => Date;
  readonly onStored: (delivery: NewDelivery) => void;
  readonly mostBytes?: number;
  readonly patienceMs?: number;
}): AcceptDelivery {
  const batches = createMicroBatch<NewDelivery, boolean>({
    maxBatch: 200,
    inFlight: 2,
    maxQueued: MOST_WAITING,
    weigh: ({ body }) => body.byteLength,
    maxWeight: deps.mostBytes ?? MOST_BYTES,
    run: async (deliveries) => {
      await failpoint("inbound.before_raw_insert");
      const stored = await storeByOrganization(deps.database, deliveries);
      await failpoint("inbound.after_raw_commit");
      return deliveries.map((delivery) => stored.has(delivery.id));
    },
  });

  return async (found) => {
    const delivery = toNewDelivery(found, deps.now());
    const takeBack = () => batches.withdraw(delivery);
    // Handed on once it stands, also when patience ended before: the repeat is a no-op, and the safety net is slow.
    const work = batches.add(delivery).then((stored) => {
      if (stored) deps.onStored(delivery);
      return stored;
    });
    const stored = await orUnavailable(work, deps.patienceMs ?? PATIENCE_MS, takeBack);
    return { id: delivery.id, stored };
  };
}

/** Storable whatever the caller sent: one odd address or key must not fail the commit its neighbours share. */
function toNewDelivery(found: FoundDelivery, now: Date): NewDelivery {
  const headers = Object.fromEntries(
    Object.entries(found.headers).map(([name, value]) => [cleanText(name), cleanText(value)]),
  );
  return {
    organizationId: found.organizationId,
    id: uuidV7() as DeliveryId,
    endpointId: found.endpointId,
    platform: found.platform,
    path: cleanText(found.path),
    headers,
    body: Buffer.from(found.body.buffer, found.body.byteOffset, found.body.byteLength),
    key: found.key === undefined ? null : toKey(found.key),
    receivedAt: new Date(saneInstant(found.receivedAt ?? now.getTime())),
    attempts: 0,
  };
}

async function storeByOrganization(database: Database, deliveries: readonly NewDelivery[]): Promise<Set<DeliveryId>> {
  const groups = Map.groupBy(deliveries, (delivery) => delivery.organizationId);
  const stored = new Set<DeliveryId>();
  for (const [organizationId, group] of groups) {
    const ids = await database.withClient(organizationId, (client) => insertDeliveries(client, organizationId, group));
    for (const id of ids) stored.add(id);
  }
  return stored;
}

/**
 * What nobody has begun to store when patience ends is not stored: the provider comes again, and a house that has too much to
 * do must not do it twice. A commit under way may still happen: the dedupe key makes the repeat a no-op.
 */
async function orUnavailable<T>(work: Promise<T>, patienceMs: number, takeBack: () => void): Promise<T> {
  const { promise, reject } = Promise.withResolvers<T>();
  const giveUp = (): void => {
    reject(new Refusal("unavailable", { retryAfterSeconds: 2 }));
    takeBack();
  };
  // After the answers that came while this process was busy have been read: what is committed is not refused.
  const timer = setTimeout(() => setImmediate(giveUp), patienceMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
