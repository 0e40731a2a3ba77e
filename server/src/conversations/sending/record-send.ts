import { type LentClient, withTransaction } from "../../db/index.ts";
import { failpoint } from "../../lib/failpoint.ts";
import { settleState } from "../apply-news.ts";
import { findMessageByClientRef } from "../news-target.sql.ts";
import { type Claim, endSend } from "../outbox.sql.ts";
import { keepOwnPieces } from "../own-external-id.ts";
import { ALONE_MS, recordSent } from "./record-sent.ts";
import type { NotSent, SendOutcome, SendScope, Sent } from "./send-outcome.ts";

/** Records the end of an attempt. False: the lease was lost, or a receipt was quicker; nothing was written (I23). */
export async function recordSend(scope: SendScope, claim: Claim, outcome: SendOutcome): Promise<boolean> {
  const recorded =
    outcome.outcome === "sent"
      ? (await recordSent(scope, claim.organization_id, [{ claim, sent: outcome }], { alone: true }))[0] === true
      : await recordNotSent(scope, claim, outcome);
  if (!recorded && outcome.outcome === "sent") await keepPieces(scope, claim, outcome);
  await failpoint("outbound.after_mark");
  return recorded;
}

/** An echo of the last piece was quicker than its answer: it knows nothing of the others. */
async function keepPieces(scope: SendScope, claim: Claim, { pieces = [] }: Sent): Promise<void> {
  if (pieces.length === 0) return;
  const keep = async (client: LentClient): Promise<void> => await keepOwnPieces(client, claim, pieces, scope.now());
  await withTransaction(scope.database, claim.organization_id, keep, { lockTimeoutMs: ALONE_MS });
}

async function recordNotSent(scope: SendScope, claim: Claim, outcome: NotSent): Promise<boolean> {
  const { organization_id: organizationId, channel_id: channelId, message_id: messageId } = claim;
  const record = async (client: LentClient): Promise<boolean> => {
    const message = await findMessageByClientRef(client, organizationId, channelId, messageId);
    if (message === undefined || !(await endSend(client, claim, outcome))) return false;
    await client.query(
      `insert into send_attempts (organization_id, message_id, attempt, started_at, ended_at, outcome, error) values ($1, $2, $3, $4, $4, $5, $6)
       on conflict (organization_id, message_id, attempt) do update set ended_at = excluded.ended_at, outcome = excluded.outcome, error = excluded.error`,
      [organizationId, messageId, claim.attempts, scope.now(), outcome.outcome, JSON.stringify(outcome.error)],
    );
    const state = outcome.outcome === "again" ? "queued" : outcome.outcome;
    if (message.delivery_state === state && outcome.outcome === "again") return true;
    await settleState(client, organizationId, message, state, outcome.error, scope.now());
    return true;
  };
  return await withTransaction(scope.database, organizationId, record, { lockTimeoutMs: ALONE_MS });
}
