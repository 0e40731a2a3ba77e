import type { Listener } from "../events/index.ts";
import { readWork, writeWork } from "./handle-time.sql.ts";
import { workAfter, workerOf } from "./handle-time.ts";

/** Keeps what people do with conversations, from the event log. Handling an event twice changes nothing. */
export const handleTimeListener: Listener = {
  name: "metrics.handle-time",
  hears: [
    "conversation.opened",
    "conversation.left",
    "conversation.status_changed",
    "message.sent",
    "message.withdrawn",
    "presence.changed",
  ],
  async handle(event, ctx) {
    const userId = workerOf(event);
    if (userId === undefined) return;
    const conversationId = "conversationId" in event.data ? event.data.conversationId : null;
    const before = await readWork(ctx, userId, conversationId);
    await writeWork(ctx, userId, before, workAfter(before, event));
  },
};
