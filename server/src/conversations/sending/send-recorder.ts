import { setTimeout as wait } from "node:timers/promises";
import type { OrganizationId } from "@guichet/contract";
import { isConflict, isDatabaseAway } from "../../db/index.ts";
import { failpoint } from "../../lib/failpoint.ts";
import { createMicroBatch, type MicroBatch } from "../../lib/micro-batch.ts";
import type { Claim } from "../outbox.sql.ts";
import { recordSend } from "./record-send.ts";
import { type Recorded, recordSent, type SentClaim } from "./record-sent.ts";
import type { SendOutcome, SendScope } from "./send-outcome.ts";

/** More than can be on their way at once. */
const MOST_WAITING = 10_000;
/** A platform's answer that is lost makes a message uncertain: longer than a database takes to come back, or a lease to run out. */
const PATIENCE_MS = 600_000;
const PAUSE_MS = 500;

export type RecorderOptions = SendScope & {
  /** The process ends: what cannot be written then is left to its lease. */
  readonly stop?: AbortSignal;
};
type Together = { readonly batch: MicroBatch<SentClaim, Recorded>; waiting: number };

/**
 * `recordSend` for a worker with many sends on their way. Those that ended well while others of their organization were being
 * written are written together. What is held by others, or meets them, is written by itself, again and again while its answer
 * is in hand: it takes none of the others with it.
 */
export function createSendRecorder(options: RecorderOptions): (claim: Claim, outcome: SendOutcome) => Promise<boolean> {
  const organizations = new Map<OrganizationId, Together>();
  const alone = createMicroBatch<() => Promise<boolean>, PromiseSettledResult<boolean>>({
    maxBatch: 1,
    inFlight: 4,
    maxQueued: MOST_WAITING,
    run: async (records) => await Promise.allSettled(records.map((record) => record())),
  });

  async function recordTogether(send: SentClaim): Promise<Recorded> {
    const organizationId = send.claim.organization_id;
    const together = organizations.get(organizationId) ?? { batch: openBatch(options, organizationId), waiting: 0 };
    organizations.set(organizationId, together);
    together.waiting += 1;
    try {
      return await together.batch.add(send);
    } finally {
      together.waiting -= 1;
      if (together.waiting === 0) organizations.delete(organizationId);
    }
  }

  async function recordAlone(claim: Claim, outcome: SendOutcome): Promise<boolean> {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const end = await alone.add(() => recordSend(options, claim, outcome));
      if (end.status === "fulfilled") return end.value;
      const mayBeTriedAgain = isConflict(end.reason) || isDatabaseAway(end.reason);
      if (!mayBeTriedAgain || options.stop?.aborted || performance.now() > until) throw end.reason;
      await wait(PAUSE_MS * (0.5 + Math.random()), undefined, { signal: options.stop }).catch(() => undefined);
    }
  }

  return async (claim, outcome) => {
    // Who got a private reply is looked up and linked: that is not done with others' conversations held.
    const apart = outcome.outcome !== "sent" || outcome.recipient !== undefined;
    const recorded = apart ? "held" : await recordTogether({ claim, sent: outcome });
    return recorded === "held" ? await recordAlone(claim, outcome) : recorded;
  };
}

function openBatch(scope: SendScope, organizationId: OrganizationId): MicroBatch<SentClaim, Recorded> {
  return createMicroBatch({
    maxBatch: 100,
    inFlight: 2,
    maxQueued: MOST_WAITING,
    run: async (sends) => {
      try {
        const recorded = await recordSent(scope, organizationId, sends, { alone: false });
        await failpoint("outbound.after_mark");
        return recorded;
      } catch {
        // One of them, or the database: each finds out by itself.
        return sends.map(() => "held");
      }
    },
  });
}
