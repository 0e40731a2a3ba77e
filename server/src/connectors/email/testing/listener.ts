import { setTimeout as sleep } from "node:timers/promises";
import type { EmailSettings } from "@guichet/contract";
import type {
  AcceptDelivery,
  ChannelForConnector,
  Connector,
  Health,
  InboundItem,
  Parsed,
  RawDelivery,
} from "../../connector.ts";
import { createRecordingContext, type RecordingContext } from "../../connector-bench.ts";

/** A listening connector with a memory in place of the database: what was accepted, by key, and what it reported. */
export type TestListener = {
  readonly context: RecordingContext;
  readonly deliveries: Map<string, RawDelivery>;
  /** Every call of accept, repeats included. */
  readonly calls: string[];
  readonly reports: Health[];
  /** The next so many calls of accept fail, as when the database is away. */
  refuseNext(count: number): void;
  untilDelivered(count: number, withinMs?: number): Promise<void>;
  untilReported(state: Health["state"], withinMs?: number): Promise<void>;
  parsed(): Promise<Parsed[]>;
  /** All items of all mails, in the order they came. */
  items(): Promise<InboundItem[]>;
  /** Stops listening; what was accepted and the cursor stay for the next one. */
  stop(): Promise<void>;
};

type Kept = { readonly deliveries?: Map<string, RawDelivery>; readonly values?: Map<string, string> };

export function startListener(
  connector: Connector<EmailSettings>,
  channel: ChannelForConnector<EmailSettings>,
  kept: Kept & { readonly certificateAuthorities?: readonly string[] } = {},
): TestListener {
  const context = createRecordingContext({ values: kept.values, certificateAuthorities: kept.certificateAuthorities });
  const deliveries = kept.deliveries ?? new Map<string, RawDelivery>();
  const calls: string[] = [];
  const reports: Health[] = [];
  let refusals = 0;
  const accept: AcceptDelivery = async ({ key, headers = {}, body, receivedAt = Date.now() }) => {
    calls.push(key);
    refusals -= 1;
    if (refusals >= 0) throw new Error("The database is away.");
    if (deliveries.has(key)) return "seen_before";
    deliveries.set(key, { id: key, path: "", headers, body, receivedAt });
    return "stored";
  };
  const parsed = () => Promise.all([...deliveries.values()].map(async (each) => connector.parse(each, [channel])));
  const done = connector.listen?.(channel, accept, (health) => void reports.push(health), context.ctx);
  return {
    context,
    deliveries,
    calls,
    reports,
    refuseNext: (count) => {
      refusals = count;
    },
    untilDelivered: (count, ms) => until(() => deliveries.size >= count, `${count} mails`, ms),
    untilReported: (state, ms) => until(() => reports.at(-1)?.state === state, state, ms),
    parsed,
    items: async () => (await parsed()).flatMap(({ items }) => items),
    async stop() {
      await context.stop();
      await done;
    },
  };
}

export async function until(isSo: () => boolean, what: string, ms = 30_000): Promise<void> {
  const end = Date.now() + ms;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`Waited ${ms} ms in vain for ${what}.`);
    await sleep(10);
  }
}
