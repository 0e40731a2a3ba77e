import { setClearTimer } from "../contacts/index.ts";
import type { Listener } from "../events/index.ts";
import { hasOpenConversation } from "./contact-history.sql.ts";

/** Starts the timer that erases a contact's attributes with the resolution of the last conversation, and stops it with any that opens (W117). */
export const clearTimerListener: Listener = {
  name: "clear-timer",
  hears: ["conversation.created", "conversation.status_changed"],
  async handle(event, ctx) {
    if (event.type !== "conversation.created" && event.type !== "conversation.status_changed") return;
    const { contactId, status } = event.data;
    const open = status !== "resolved" || (await hasOpenConversation(ctx, contactId));
    await setClearTimer(ctx, contactId, open ? null : new Date(event.at));
  },
};
