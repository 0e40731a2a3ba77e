import { type MessageId, Refusal } from "@guichet/contract";
import type { Listener } from "../events/index.ts";
import { changeStatus } from "./change-status.ts";
import { lockConversation } from "./conversations.sql.ts";
import { failedLast } from "./from-apps/from-apps.sql.ts";
import { removeLostAssignments, removeLostAssignmentsOf, resolveOfRemovedChannel } from "./lost-access.ts";
import { recountWindows } from "./reply-windows.sql.ts";
import { stopScheduledOf } from "./scheduling/stop-scheduled.ts";
import { tellVip } from "./vip/tell-vip.ts";

/** What the core does about others' news, within a second of it. Handling an event twice changes nothing. */
export const conversationsListener: Listener = {
  name: "conversations",
  hears: ["user.changed", "team.changed", "channel.changed", "message.delivery_changed", "contacts.vip_changed"],
  async handle(event, ctx) {
    switch (event.type) {
      case "user.changed":
        if (event.data.change === "access") await removeLostAssignments(ctx, event.data.userId, "access_lost");
        if (event.data.change === "deactivated") await removeLostAssignments(ctx, event.data.userId, "deactivated");
        if (event.data.change === "access" || event.data.change === "deactivated")
          await stopScheduledOf(ctx, event.data.userId);
        return;
      case "team.changed":
        if (event.data.change !== "created") await removeLostAssignmentsOf(ctx, undefined);
        return;
      case "channel.changed":
        if (event.data.change === "deleted") await resolveOfRemovedChannel(ctx, event.data.channelId);
        if (event.data.change === "access") await removeLostAssignmentsOf(ctx, event.data.channelId);
        if (event.data.change === "edited") await recountWindows(ctx, event.data.channelId);
        return;
      case "message.delivery_changed":
        // A reply that did not arrive must not look finished: the conversation comes back to New.
        if (event.data.state === "failed")
          await reopenAfterFailure(ctx, event.data.conversationId, event.data.messageId);
        return;
      case "contacts.vip_changed":
        await tellVip(ctx, event);
        return;
      default:
    }
  },
};

async function reopenAfterFailure(
  ctx: Parameters<Listener["handle"]>[1],
  conversationId: Parameters<typeof lockConversation>[1],
  messageId: MessageId,
): Promise<void> {
  const conversation = await lockConversation(ctx, conversationId);
  // Only while it is still the last thing that happened there and nobody has taken it up again. What a program sent makes nothing
  // New (R168): who asked for it is told, and asks again.
  if (conversation === undefined || !(await failedLast(ctx, messageId))) return;
  try {
    await changeStatus(ctx, conversation, "send_failed");
  } catch (error) {
    // A newer conversation of the contact is open: the failed message shows there, in the history above.
    if (!(error instanceof Refusal) || error.code !== "open_conversation_exists") throw error;
  }
}
