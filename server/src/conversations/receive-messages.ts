import type { OrganizationId } from "@guichet/contract";
import { type Database, isConflict, type LentClient } from "../db/index.ts";
import { failpoint } from "../lib/failpoint.ts";
import { applyEarlyNews } from "./early-news.ts";
import { toNewsOfPeople } from "./early-profiles/tell-of-people.ts";
import { findLateKeys } from "./find-late-keys.ts";
import type { InboundMessage } from "./inbound-message.ts";
import { IntakeConflict, loadFacts, writeIntake } from "./intake.sql.ts";
import { writeExtras } from "./intake-extras.sql.ts";
import { type Planned, planIntake } from "./intake-plan.ts";
import type { IntakeStep } from "./intake-steps.ts";
import { maskInbound } from "./masking/mask-inbound.ts";
import { findQuotedPieces } from "./pieces/pieces.sql.ts";
import { weighReactions } from "./reacting/weigh-reactions.sql.ts";
import { stopScheduledAtIntake } from "./scheduling/stop-at-intake.ts";
import { seeGroups } from "./see-groups.ts";

export type ReceiveOptions = {
  readonly database: Database;
  readonly organizationId: OrganizationId;
  readonly steps: readonly IntakeStep[];
  readonly now: () => Date;
  /** Runs in the same transaction, after the messages: marks the deliveries done. Told which of them brought what was masked. */
  readonly finish?: (client: LentClient, masked: ReadonlySet<string>) => Promise<void>;
};

const MOST_TRIES = 5;
const NONE: ReadonlySet<string> = new Set();

/**
 * Step 4 of a message's life: one transaction for contacts, conversations, messages, events and the deliveries they came
 * with. Messages seen before are quiet no-ops. Meeting another writer, it loads and decides again.
 */
export async function receiveMessages(batch: readonly InboundMessage[], options: ReceiveOptions): Promise<void> {
  const ordered = [...batch].sort((a, b) => a.occurredAt - b.occurredAt);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await options.database.withClient(options.organizationId, (client) =>
        receiveOnce(client, ordered, options),
      );
    } catch (error) {
      if (attempt >= MOST_TRIES || !(error instanceof IntakeConflict || isConflict(error))) throw error;
    }
  }
}

async function receiveOnce(
  client: LentClient,
  given: readonly InboundMessage[],
  options: ReceiveOptions,
): Promise<void> {
  const now = options.now();
  await client.query("begin");
  try {
    let masked: ReadonlySet<string> = NONE;
    if (given.length > 0) {
      const facts = await loadFacts(client, options.organizationId, given);
      await findQuotedPieces(client, options.organizationId, given, facts);
      await weighReactions(client, options.organizationId, given, facts);
      await stopScheduledAtIntake(client, options.organizationId, given, facts, now);
      const masking = maskInbound(given, facts[0]?.masking ?? undefined);
      const { batch } = masking;
      masked = masking.deliveries;
      const late = await findLateKeys(client, options.organizationId, batch, facts);
      const seen = await seeGroups(client, options.organizationId, batch, facts, options.steps);
      const plan = planIntake(batch, seen.facts, late, options.steps, now);
      await failpoint("inbound.inside_message_transaction");
      const early =
        plan.writes.messages.length > 0 ? await writeIntake(client, options.organizationId, plan.writes) : [];
      const told = toNewsOfPeople(early, plan.planned);
      await writeExtras(client, options.organizationId, plan.planned, told, now, seen.rules);
      await applyEarlyNews(client, options.organizationId, newsOf(plan.planned), now);
    }
    await options.finish?.(client, masked);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

function newsOf(planned: readonly Planned[]): { channelId: string; externalId: string }[] {
  return planned
    .filter((item) => item.facts.has_news)
    .map((item) => ({ channelId: item.message.channelId, externalId: item.message.externalId }));
}
