import { randomBytes } from "node:crypto";
import type { ChannelId, ConversationId, EndpointId, OrganizationId } from "@guichet/contract";
import { sendSystemMessage } from "../conversations/index.ts";
import type { Ctx, Database } from "../db/index.ts";
import { giveUpLease, type Lease, takeLease } from "../events/index.ts";
import type { Log } from "../lib/log.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import type { AcceptDelivery } from "./accept-delivery.ts";
import type { Connectors } from "./connectors.ts";
import { signLoopback } from "./loopback/connector.ts";
import {
  ensureProbePlace,
  findProbeArrival,
  findProbeLeft,
  forgetOldProbes,
  lastGoodProbe,
  noteProbe,
  startProbe,
} from "./probe.sql.ts";

export type ProbeDeps = {
  readonly database: Database;
  readonly connectors: Connectors;
  readonly accept: AcceptDelivery;
  readonly now: () => Date;
  readonly log: Log;
  readonly wake: () => void;
};

/** A place of its own, apart from every organization people work in. */
export const PROBE_ORGANIZATION = "00000000-0000-7000-8000-000000000001" as OrganizationId;
const PROBE_CHANNEL = "00000000-0000-7000-8000-000000000002" as ChannelId;
const PROBE_ENDPOINT = "00000000-0000-7000-8000-000000000003" as EndpointId;

const EVERY_MS = 60_000;
/** Within it a message has to have left, or health is red (I21). */
const IN_TIME_MS = 60_000;
const PATIENCE_MS = 55_000;
/** So often each process asks whether it is its turn, so that another one takes over before a probe is missed for long. */
const TURN_MS = 10_000;
const LOOK_MS = 250;

/**
 * I21: every minute a synthetic message goes the whole way, through signature, store, intake and outbox; it must arrive, be
 * answered and leave within the minute. One process does it at a time; every process can tell how the last one went.
 */
export function startProbing(deps: ProbeDeps): { stop(): Promise<void> } {
  const holder = uuidV7();
  let running: Promise<void> | undefined;
  let lease: Lease | undefined;
  let begunAt = Number.NEGATIVE_INFINITY;
  let stopped = false;
  async function turn(): Promise<void> {
    lease = await takeLease(deps.database.system, "probe", holder, 65);
    // A timer may be a little early.
    if (lease === undefined || stopped || performance.now() - begunAt < EVERY_MS - TURN_MS / 2) return;
    begunAt = performance.now();
    await probeOnce(deps, () => stopped);
  }
  const round = (): void => {
    running ??= turn()
      .catch((error: unknown) => deps.log.error("the probe stumbled", {}, error))
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(round, TURN_MS);
  const first = setTimeout(round, 2000);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      clearTimeout(first);
      await running;
      if (lease !== undefined) await giveUpLease(deps.database.system, lease).catch(() => undefined);
    },
  };
}

/** One message in and its answer out. True when it left in time. */
export async function probeOnce(deps: ProbeDeps, isStopped: () => boolean = () => false): Promise<boolean> {
  const place = { organizationId: PROBE_ORGANIZATION, channelId: PROBE_CHANNEL, endpointId: PROBE_ENDPOINT };
  await ensureProbePlace(deps.database, place);
  await forgetOldProbes(deps.database, PROBE_ORGANIZATION);
  const id = await startProbe(deps.database, PROBE_ORGANIZATION, deps.now());
  const body = Buffer.from(JSON.stringify({ id, at: deps.now().getTime(), text: `Probe ${id}` }));
  const secret = randomBytes(16).toString("hex");
  const signed = {
    method: "POST",
    url: `/webhooks/loopback/${PROBE_ENDPOINT}`,
    path: "",
    query: {},
    headers: { "x-guichet-signature": signLoopback(body, secret) },
    body,
    receivedAt: deps.now().getTime(),
  };
  const verdict = deps.connectors
    .get("loopback")
    ?.verify(signed, { id: PROBE_ENDPOINT, secrets: { signing: [secret] } }, deps.now().getTime());
  if (verdict?.ok !== true) return false;
  await deps.accept({
    organizationId: PROBE_ORGANIZATION,
    endpointId: PROBE_ENDPOINT,
    platform: "loopback",
    path: "",
    headers: {},
    body,
  });
  const until = Date.now() + PATIENCE_MS;
  const conversationId = await waitFor(until, isStopped, () => findProbeArrival(deps.database, PROBE_ORGANIZATION, id));
  if (conversationId === undefined) return false;
  await noteProbe(deps.database, id, "arrived_at", deps.now());
  const messageId = await sendSystemMessage(systemCtx(deps), conversationId as ConversationId, "Probe answered", true);
  deps.wake();
  const left = await waitFor(until, isStopped, () => findProbeLeft(deps.database, PROBE_ORGANIZATION, messageId));
  if (left === undefined) return false;
  await noteProbe(deps.database, id, "left_at", deps.now());
  return true;
}

function systemCtx(deps: ProbeDeps): Ctx {
  return {
    db: deps.database.of(PROBE_ORGANIZATION),
    organizationId: PROBE_ORGANIZATION,
    actor: { type: "system", name: "Probe" },
    now: deps.now,
    log: deps.log,
  };
}

async function waitFor<T>(
  until: number,
  isStopped: () => boolean,
  find: () => Promise<T | undefined>,
): Promise<T | undefined> {
  for (;;) {
    const found = await find();
    if (found !== undefined || Date.now() > until || isStopped()) return found;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/**
 * Red 60 s after a probe began, or should have begun, that did not leave (I21); a fresh process gives the first one its time.
 * @param startedAt milliseconds
 */
export function watchProbes(database: Database, startedAt: number): { isGreen(): boolean; look(): Promise<void> } {
  let lastGood = 0;
  return {
    isGreen: () => Date.now() - Math.max(lastGood, startedAt) < EVERY_MS + IN_TIME_MS,
    async look() {
      lastGood = (await lastGoodProbe(database))?.getTime() ?? 0;
    },
  };
}
