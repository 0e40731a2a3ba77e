import { type ChannelId, parametersOf, Refusal, type UsableTemplate } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { channelRolesOf } from "../../users/index.ts";
import { canWithConversation } from "../conversations.policy.ts";
import { actorId } from "../take-unheld.ts";
import { listApproved } from "./usable-templates.sql.ts";

/** The approved templates of a channel by which one may write first (W164). Nothing is known yet of whom it goes to. */
export async function listFirstTemplates(ctx: Ctx, channelId: ChannelId): Promise<UsableTemplate[]> {
  const role = (await channelRolesOf(ctx, actorId(ctx))).get(channelId);
  if (role === undefined) throw new Refusal("not_found");
  if (!canWithConversation(role, "reply")) throw new Refusal("not_allowed");
  const templates = await listApproved(ctx, channelId);
  return templates.map(({ prefill: _prefill, shape: _shape, ...template }) => ({
    ...template,
    parameters: parametersOf(template.body).map((name) => ({ name, value: "" })),
  }));
}
