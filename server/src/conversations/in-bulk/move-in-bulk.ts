import type { Ctx } from "../../db/index.ts";
import { changeStatus, type WithStatus } from "../change-status.ts";
import type { Conversation } from "../conversation.ts";
import type { StatusTrigger } from "../conversation-status.ts";
import { refuseHeld } from "../take-unheld.ts";
import { type BulkOutcome, skipped } from "./bulk-deed.ts";

/** Another status for one of many; whoever else holds it is not disturbed (W51). The caller holds the row. */
export async function moveInBulk(
  ctx: Ctx,
  conversation: Conversation,
  trigger: StatusTrigger,
  given: WithStatus = {},
): Promise<BulkOutcome> {
  refuseHeld(ctx, conversation);
  const changed = await changeStatus(ctx, conversation, trigger, given);
  if (changed === conversation) return skipped("already");
  return { type: "done", trace: { type: "status", since: changed.status_since.toISOString(), topicIds: [] } };
}
