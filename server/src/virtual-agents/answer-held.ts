import { type ConversationId, isOpen, type OrganizationId } from "@guichet/contract";
import { languageOf } from "../contacts/index.ts";
import {
  type Conversation,
  handOver,
  type IntakeStep,
  listHeld,
  lockConversation,
  type StepsOf,
  sayAsVirtualAgent,
} from "../conversations/index.ts";
import { type Ctx, type Database, inTransaction } from "../db/index.ts";
import { failpoint } from "../lib/failpoint.ts";
import type { Log } from "../lib/log.ts";
import type { BusinessHours } from "../organizations/index.ts";
import { chooseScript } from "./choose-script.ts";
import { type AgentRow, findAgentRow } from "./virtual-agents.sql.ts";

export type AnswerDeps = {
  readonly database: Database;
  readonly hours: BusinessHours;
  /** The choice of a team, which waits for the hand-over. */
  readonly stepsOf: StepsOf;
  readonly now: () => Date;
  readonly log: Log;
};

const AT_ONCE = 50;
/** What failed is tried again after so long, so often with its script, and then without a word: nobody is to wait for it. */
const REST_MS = 1000;
const MOST_TRIES = 3;
/** Conversations whose answer failed → how often, and until when they rest. */
export type Failures = Map<ConversationId, { readonly tries: number; readonly until: number }>;

/**
 * Auto responders say their script and hand over, each conversation in one transaction that holds its row: any number of
 * processes may do this at once, and one that dies half-way has done nothing (R81). Answers how many there were; `more`: there
 * may be others.
 */
export async function answerHeld(deps: AnswerDeps, failures: Failures): Promise<{ done: number; more: boolean }> {
  const now = deps.now().getTime();
  const resting = [...failures].flatMap(([id, { until }]) => (until > now ? [id] : []));
  const held = await listHeld(deps.database.system, "auto_responder", resting, AT_ONCE);
  for (const { organizationId, id } of held) {
    const tries = failures.get(id)?.tries ?? 0;
    try {
      await answerOne(deps, organizationId, id, tries >= MOST_TRIES);
      failures.delete(id);
    } catch (error) {
      failures.set(id, { tries: tries + 1, until: now + REST_MS * (tries + 1) });
      deps.log.error("an auto responder could not answer, tried again", { conversation: id, tries: tries + 1 }, error);
    }
  }
  return { done: held.length, more: held.length === AT_ONCE };
}

async function answerOne(
  deps: AnswerDeps,
  organizationId: OrganizationId,
  id: ConversationId,
  silently: boolean,
): Promise<void> {
  const steps = await deps.stepsOf(organizationId);
  await inTransaction(ctxFor(deps, organizationId), async (trx) => {
    const conversation = await lockConversation(trx, id);
    // Another process was faster, or a person.
    if (conversation === undefined || conversation.holder?.kind !== "auto_responder") return;
    await answer(deps, trx, conversation, steps, silently);
    await failpoint("virtual_agents.before_commit");
  });
  await failpoint("virtual_agents.after_commit");
}

async function answer(
  deps: AnswerDeps,
  given: Ctx,
  conversation: Conversation,
  steps: readonly IntakeStep[],
  silently: boolean,
): Promise<void> {
  const { holder } = conversation;
  if (holder === null) return;
  const ctx: Ctx = { ...given, actor: { type: "virtual_agent", id: holder.id, name: holder.name } };
  const agent = await findAgentRow(ctx, holder.id);
  // Deleted or switched off since.
  if (agent === undefined || agent.deleted_at !== null || !agent.enabled)
    return await handOver(ctx, conversation, steps, "let_go");
  const text = silently ? "" : await scriptFor(deps, ctx, conversation, agent);
  const said = text === "" ? conversation : await sayAsVirtualAgent(ctx, conversation, text);
  await failpoint("virtual_agents.after_script");
  await handOver(ctx, said, steps, "handed_over");
}

async function scriptFor(
  { hours }: AnswerDeps,
  ctx: Ctx,
  { channel_id, contact_id }: Conversation,
  { scripts }: AgentRow,
): Promise<string> {
  const opening = await hours.ofChannel(ctx.organizationId, channel_id);
  return chooseScript(scripts, await languageOf(ctx, contact_id), isOpen(opening, ctx.now().getTime()));
}

function ctxFor({ database, now, log }: AnswerDeps, organizationId: OrganizationId): Ctx {
  return { db: database.of(organizationId), organizationId, actor: { type: "system", name: "Guichet" }, now, log };
}
