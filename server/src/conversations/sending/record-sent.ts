import type { OrganizationId } from "@guichet/contract";
import { type LentClient, withTransaction } from "../../db/index.ts";
import { announceStates } from "../announce-states.ts";
import { applyOfSent, holdExternalIds } from "../early-news.ts";
import type { Claim } from "../outbox.sql.ts";
import { linkRecipient } from "../private-replies/link-recipient.sql.ts";
import type { SendScope, Sent } from "./send-outcome.ts";
import { findEnding, type SentMessage, writeSent } from "./sent.sql.ts";

export type SentClaim = { readonly claim: Claim; readonly sent: Sent };

/** True: recorded. False: the lease was lost (I23). Held: others have its rows, or it has ended. Of both nothing was written. */
export type Recorded = boolean | "held";

/** So short that no circle of those who wait for each other is ever closed by many sends together (PostgreSQL looks for one after 1 s). */
const TOGETHER_MS = 500;
/** One that is held leaves its place to the next, and comes again. */
export const ALONE_MS = 3000;

/** Records sends of one organization that the platform has taken, all in one transaction. An answer for each, in their order. */
export async function recordSent(
  scope: SendScope,
  organizationId: OrganizationId,
  sends: readonly SentClaim[],
  { alone }: { readonly alone: boolean },
): Promise<Recorded[]> {
  const record = async (client: LentClient): Promise<Recorded[]> => {
    const ids = sends.map(({ claim }) => claim.message_id);
    const found = await findEnding(client, organizationId, ids, alone);
    const ending = sends.filter(({ claim }) => found.get(claim.message_id)?.fence === claim.fence);
    // Not before the locks: what somebody wrote meanwhile is not to look like later than this.
    if (ending.length > 0) await write(client, organizationId, ending, found, scope.now());
    return sends.map((send) => ending.includes(send) || (found.has(send.claim.message_id) ? false : "held"));
  };
  return await withTransaction(scope.database, organizationId, record, {
    lockTimeoutMs: alone ? ALONE_MS : TOGETHER_MS,
  });
}

async function write(
  client: LentClient,
  organizationId: OrganizationId,
  ending: readonly SentClaim[],
  found: Awaited<ReturnType<typeof findEnding>>,
  now: Date,
): Promise<void> {
  const named = ending.flatMap(({ claim, sent: { externalId, pieces = [] } }) =>
    [...(externalId === undefined ? [] : [externalId]), ...pieces].map((id) => ({ channelId: claim.channel_id, id })),
  );
  if (named.length > 0) await holdExternalIds(client, named);
  const rows = toRows(ending, found);
  const settled = rows.flatMap((row) => {
    const message = found.get(row.id);
    return message === undefined || !row.settled ? [] : [{ message, states: ["sent"] as const }];
  });
  const early = await writeSent(client, organizationId, { messages: rows, ...announceStates(settled) }, now);
  for (const { claim, sent } of ending)
    if (sent.recipient !== undefined) await linkRecipient(client, claim, sent.recipient, now);
  await applyOfSent(client, organizationId, early, now);
}

function toRows(ending: readonly SentClaim[], found: Awaited<ReturnType<typeof findEnding>>): SentMessage[] {
  const taken = new Set<string>();
  return ending.map(({ claim, sent }) => {
    // A platform that gives one id to two messages names the first of them by it.
    const key = `${claim.channel_id} ${sent.externalId}`;
    const externalId = sent.externalId === undefined || taken.has(key) ? null : sent.externalId;
    if (externalId !== null) taken.add(key);
    const before = found.get(claim.message_id)?.delivery_state;
    return {
      id: claim.message_id,
      channel_id: claim.channel_id,
      attempt: claim.attempts,
      external_id: externalId,
      context: sent.context ?? null,
      pieces: sent.pieces ?? [],
      settled: before !== "delivered" && before !== "read",
    };
  });
}
