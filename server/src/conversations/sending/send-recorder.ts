import type { OrganizationId } from "@guichet/contract";
import { isDatabaseAway } from "../../db/index.ts";
import { failpoint } from "../../lib/failpoint.ts";
import { createMicroBatch } from "../../lib/micro-batch.ts";
import type { Claim } from "../outbox.sql.ts";
import { recordSend } from "./record-send.ts";
import { recordSent, type SentClaim } from "./record-sent.ts";
import type { SendOutcome, SendScope } from "./send-outcome.ts";

/** More than can be on their way at once. */
const MOST_WAITING = 10_000;

/**
 * `recordSend` for a worker with many sends on their way: those that ended well while others were being written are written
 * together. One that cannot be written takes none of the others with it.
 */
export function createSendRecorder(scope: SendScope): (claim: Claim, outcome: SendOutcome) => Promise<boolean> {
  const batches = createMicroBatch<SentClaim, PromiseSettledResult<boolean>>({
    maxBatch: 100,
    inFlight: 2,
    maxQueued: MOST_WAITING,
    run: async (sends) => {
      const ends = new Map<SentClaim, PromiseSettledResult<boolean>>();
      for (const [organizationId, group] of Map.groupBy(sends, ({ claim }) => claim.organization_id))
        for (const [send, end] of await recordGroup(scope, organizationId, group)) ends.set(send, end);
      return sends.map((send) => ends.get(send) ?? { status: "fulfilled", value: false });
    },
  });
  return async (claim, outcome) => {
    if (outcome.outcome !== "sent") return await recordSend(scope, claim, outcome);
    const end = await batches.add({ claim, sent: outcome });
    if (end.status === "rejected") throw end.reason;
    return end.value;
  };
}

async function recordGroup(
  scope: SendScope,
  organizationId: OrganizationId,
  group: readonly SentClaim[],
): Promise<[SentClaim, PromiseSettledResult<boolean>][]> {
  try {
    const recorded = await recordSent(scope, organizationId, group);
    await failpoint("outbound.after_mark");
    return group.map((send, at) => [send, { status: "fulfilled", value: recorded[at] === true }]);
  } catch (reason) {
    if (isDatabaseAway(reason)) return group.map((send) => [send, { status: "rejected", reason }]);
    const ends: [SentClaim, PromiseSettledResult<boolean>][] = [];
    for (const send of group) {
      const [end] = await Promise.allSettled([recordSend(scope, send.claim, send.sent)]);
      ends.push([send, end]);
    }
    return ends;
  }
}
