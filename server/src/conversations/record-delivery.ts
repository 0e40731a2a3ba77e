import type { DeliveryErrorKind, OrganizationId } from "@guichet/contract";
import type { Database, LentClient } from "../db/index.ts";
import { failpoint } from "../lib/failpoint.ts";
import { applyNewsToMessage, settleState } from "./apply-news.ts";
import { holdExternalId, keepEarlyNews } from "./early-news.ts";
import type { MessageNews } from "./message-news.ts";
import {
  findMessageByClientRef,
  findMessageByExternalId,
  findMessagesUpTo,
  type NewsTarget,
} from "./news-target.sql.ts";
import { type Claim, endSend, type OutboxEnd } from "./outbox.sql.ts";
import { applyEarlyReceipts, keepExternalId, keepOwnId } from "./own-external-id.ts";
import { linkRecipient } from "./private-replies/link-recipient.sql.ts";

export type SendError = { readonly kind: DeliveryErrorKind; readonly code: string; readonly message: string };
/** What a worker has to say of a send it claimed. */
export type SendOutcome =
  | {
      readonly outcome: "sent";
      readonly externalId?: string;
      readonly context?: Readonly<Record<string, unknown>>;
      /** Who got it, as the platform names them in private. */
      readonly recipient?: string;
    }
  | { readonly outcome: "again"; readonly at: Date; readonly error: SendError }
  | { readonly outcome: "failed" | "uncertain"; readonly error: SendError };

/** A unique key, a deadlock, a serialization failure. */
const LOST_RACES = new Set(["23505", "40P01", "40001"]);

type Scope = { readonly database: Database; readonly now: () => Date };

/** Records the end of an attempt. False: the lease was lost, so nothing was written (I23). */
export async function recordSend(scope: Scope, claim: Claim, outcome: SendOutcome): Promise<boolean> {
  // The platform's own word of the message may come in between and take its id, or its locks: the second look sees it.
  const recorded = await recordOnce(scope, claim, outcome).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && LOST_RACES.has(String(error.code)))
      return recordOnce(scope, claim, outcome);
    throw error;
  });
  await failpoint("outbound.after_mark");
  return recorded;
}

async function recordOnce(scope: Scope, claim: Claim, outcome: SendOutcome): Promise<boolean> {
  return await inClientTransaction(scope.database, claim.organization_id, async (client) => {
    const message = await findMessageByClientRef(client, claim.organization_id, claim.channel_id, claim.message_id);
    if (message === undefined || !(await endSend(client, claim, outboxEnd(outcome)))) return false;
    await client.query(
      `insert into send_attempts (organization_id, message_id, attempt, started_at, ended_at, outcome, error) values ($1, $2, $3, $4, $4, $5, $6)
       on conflict (organization_id, message_id, attempt) do update set ended_at = excluded.ended_at, outcome = excluded.outcome, error = excluded.error`,
      [
        claim.organization_id,
        claim.message_id,
        claim.attempts,
        scope.now(),
        outcome.outcome,
        "error" in outcome ? JSON.stringify(outcome.error) : null,
      ],
    );
    await writeOutcome(client, claim, message, outcome, scope.now());
    return true;
  });
}

function outboxEnd(outcome: SendOutcome): OutboxEnd {
  switch (outcome.outcome) {
    case "sent":
      return { end: "gone" };
    case "again":
      return { end: "again", at: outcome.at, error: outcome.error };
    case "failed":
    case "uncertain":
      return { end: outcome.outcome, error: outcome.error };
  }
}

async function writeOutcome(
  client: LentClient,
  claim: Claim,
  message: NewsTarget,
  outcome: SendOutcome,
  now: Date,
): Promise<void> {
  if (outcome.outcome === "sent") {
    if (outcome.context !== undefined)
      await client.query("update messages set context = $3 where organization_id = $1 and id = $2", [
        claim.organization_id,
        claim.message_id,
        JSON.stringify(outcome.context),
      ]);
    if (outcome.externalId !== undefined) await keepExternalId(client, claim, outcome.externalId);
    if (outcome.recipient !== undefined) await linkRecipient(client, claim, outcome.recipient, now);
    await client.query(
      "update channels set last_outbound_at = $3 where organization_id = $1 and id = $2 and (last_outbound_at is null or last_outbound_at < $3::timestamptz - interval '10 seconds')",
      [claim.organization_id, claim.channel_id, now],
    );
    if (message.delivery_state !== "delivered" && message.delivery_state !== "read")
      await settleState(client, claim.organization_id, message, "sent", null, now);
    if (outcome.externalId !== undefined) await applyEarlyReceipts(client, claim, outcome.externalId, now);
    return;
  }
  const state = outcome.outcome === "again" ? "queued" : outcome.outcome;
  if (message.delivery_state === state && outcome.outcome === "again") return;
  await settleState(client, claim.organization_id, message, state, outcome.error, now);
}

export type NewsAddress =
  | { readonly externalIds: readonly string[] }
  /** By our own ids; `externalId`, where the platform tells it along, is how it will name the message from now on. */
  | { readonly clientRefs: readonly string[]; readonly externalId?: string }
  | { readonly upTo: number; readonly partyExternalId: string };

/** Applies what a platform told of messages after them; what is not there yet waits (I10). Any order gives one end. */
export async function recordNews(
  client: LentClient,
  organizationId: OrganizationId,
  channelId: string,
  address: NewsAddress,
  news: MessageNews,
  now: Date,
): Promise<void> {
  if ("upTo" in address) {
    for (const message of await findMessagesUpTo(
      client,
      organizationId,
      channelId,
      address.partyExternalId,
      new Date(address.upTo),
    ))
      await applyNewsToMessage(client, organizationId, message, news, now);
    return;
  }
  if ("clientRefs" in address) {
    for (const ref of address.clientRefs) {
      const message = await findMessageByClientRef(client, organizationId, channelId, ref);
      if (message === undefined) continue;
      await applyNewsToMessage(client, organizationId, message, news, now);
      if (address.externalId === undefined) continue;
      const own = { organization_id: organizationId, channel_id: message.facts.channelId, message_id: message.id };
      await keepOwnId(client, own, address.externalId, now);
    }
    return;
  }
  for (const externalId of address.externalIds) {
    const message =
      (await findMessageByExternalId(client, organizationId, channelId, externalId)) ??
      (await lookAgain(client, organizationId, channelId, externalId));
    if (message === undefined) await keepEarlyNews(client, organizationId, channelId, externalId, news);
    else await applyNewsToMessage(client, organizationId, message, news, now);
  }
}

/** The send it is about may be ending at this very moment. */
async function lookAgain(
  client: LentClient,
  organizationId: OrganizationId,
  channelId: string,
  externalId: string,
): Promise<NewsTarget | undefined> {
  await holdExternalId(client, channelId, externalId);
  return await findMessageByExternalId(client, organizationId, channelId, externalId);
}

async function inClientTransaction<T>(
  database: Database,
  organizationId: OrganizationId,
  work: (client: LentClient) => Promise<T>,
): Promise<T> {
  return await database.withClient(organizationId, async (client) => {
    await client.query("begin");
    try {
      const result = await work(client);
      await client.query("commit");
      return result;
    } catch (error) {
      await client.query("rollback").catch(() => undefined);
      throw error;
    }
  });
}
