import type { UserId } from "@guichet/contract";
import type { Ctx, Holder } from "../../db/index.ts";
import { appendEvents, type NewEvent } from "../../events/index.ts";
import { mayHave } from "../../users/index.ts";
import { type Conversation, factsOf, placeOf } from "../conversation.ts";
import { updateConversation } from "../conversations.sql.ts";
import type { IntakeStep } from "../intake-steps.ts";
import { isAssigneeGone } from "../signed-out/sign-outs.sql.ts";
import { chooseTeamAfter } from "./choose-team-after.ts";
import { handed } from "./handed.ts";

/**
 * A virtual agent gives its conversation to people (T14): to nobody, in New, or back to the agent who gave it, if they may
 * still have it and are there. What nobody has gets its team by `steps` in the same transaction, whose caller holds the row.
 */
export async function handOver(
  given: Ctx,
  conversation: Conversation,
  steps: readonly IntakeStep[],
  cause: "handed_over" | "let_go",
): Promise<void> {
  const { holder } = conversation;
  if (holder === null) return;
  const at = given.now();
  const ctx: Ctx = { ...given, now: () => at, actor: { type: "virtual_agent", id: holder.id, name: holder.name } };
  const assigneeId = await takerOf(ctx, conversation, holder);
  const seq = conversation.last_seq + 1;
  const after = await updateConversation(ctx, conversation.id, {
    holder: null,
    assignee_id: assigneeId,
    last_seq: seq,
  });
  const events: NewEvent[] = [handed(after, holder, cause, seq)];
  if (assigneeId !== null)
    events.push({ type: "conversation.assigned", data: { ...factsOf(after), before: null, cause: "handed_back" } });
  await appendEvents(ctx, events);
  if (assigneeId === null) await chooseTeamAfter(ctx, after, steps);
}

async function takerOf(ctx: Ctx, conversation: Conversation, { handOff, from }: Holder): Promise<UserId | null> {
  if (handOff === "new" || from === null) return null;
  const mayTake = (await mayHave(ctx, from, placeOf(conversation))) && !(await isAssigneeGone(ctx, from));
  return mayTake ? from : null;
}
