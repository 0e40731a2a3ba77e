import type { Ctx } from "../../db/index.ts";
import type { Conversation } from "../conversation.ts";
import { type IntakeFacts, type IntakeStep, runIntakeSteps } from "../intake-steps.ts";
import { platformOf } from "../replying/reply-terms.sql.ts";
import { listActedAutomations } from "../teams/acted-automations.sql.ts";
import { lockRoutable } from "../teams/placements.sql.ts";
import { place } from "../teams/route-conversations.ts";

/** The choice of a team that waited for a virtual agent (analytics 12): by what the contact wrote last. */
export async function chooseTeamAfter(
  ctx: Ctx,
  { id }: Pick<Conversation, "id">,
  steps: readonly IntakeStep[],
): Promise<void> {
  const [row] = steps.length === 0 ? [] : await lockRoutable(ctx, [id], true);
  if (row === undefined) return;
  const { group_ids: groupIds, text, ...conversation } = row;
  const { platform } = await platformOf(ctx, conversation.channel_id);
  const facts: IntakeFacts = {
    ...{ platform, channelId: conversation.channel_id, visibility: conversation.visibility },
    ...{ contactId: conversation.contact_id, groupIds, topicIds: conversation.topic_ids, text: text ?? "" },
    ...{ teamId: conversation.team_id, teamByHand: conversation.team_by_hand, assigneeId: conversation.assignee_id },
    ...{ firstMessage: false, cameToNew: true, handedOver: true, held: false, resolved: false, automatic: false },
    automations: (await listActedAutomations(ctx, [id])).get(id) ?? [],
  };
  const { team } = runIntakeSteps(steps, facts, ctx.now());
  if (team === undefined) return;
  const { decision, dropAssignee: dropsAssignee } = team;
  const moves = decision.teamId !== conversation.team_id;
  await place({ ...ctx, actor: { type: "system", name: "Guichet" } }, [
    { conversation, decision, moves, dropsAssignee },
  ]);
}
