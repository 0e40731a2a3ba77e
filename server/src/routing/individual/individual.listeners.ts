import type { ConversationFacts, LoggedEvent } from "@guichet/contract";
import type { Listener } from "../../events/index.ts";
import { noteTurn, wantGiving } from "./individual.sql.ts";

/**
 * R70: looks for what is to be given when something begins to wait or somebody gets room. Handling an event twice changes
 * nothing. A change of priority is no occasion: what waits while somebody has room is given in any case.
 */
export const individualListener: Listener = {
  name: "routing.individual",
  hears: [
    "conversation.routed",
    "conversation.assigned",
    "conversation.status_changed",
    "conversation.locked",
    "conversation.handed",
    "presence.changed",
    "team.changed",
    "user.changed",
    "channel.changed",
  ],
  async handle(event, ctx) {
    if (event.type === "conversation.assigned" && event.data.assigneeId !== null)
      await noteTurn(ctx, event.data.assigneeId, new Date(event.at));
    if (isOccasion(event)) await wantGiving(ctx, ctx.now());
  },
};

/** May anybody be given something now that they were not given before? */
function isOccasion(event: LoggedEvent): boolean {
  switch (event.type) {
    case "conversation.routed":
    case "conversation.handed":
      return waits(event.data);
    case "conversation.assigned":
      // Somebody has one less, or nobody has it.
      return event.data.before !== null || waits(event.data);
    case "conversation.status_changed":
      return event.data.status === "resolved" || waits(event.data);
    case "conversation.locked":
      return event.data.userId === null && waits(event.data);
    case "presence.changed":
      return event.data.presence === "available";
    case "team.changed":
      return event.data.change !== "created";
    case "user.changed":
      return ["access", "deactivated", "reactivated"].includes(event.data.change);
    case "channel.changed":
      return event.data.change === "access";
    default:
      return false;
  }
}

/** With its team, and neither a person nor a virtual agent has it. */
function waits({ status, teamId, assigneeId, holderId = null }: ConversationFacts): boolean {
  return status === "new" && teamId !== null && assigneeId === null && holderId === null;
}
