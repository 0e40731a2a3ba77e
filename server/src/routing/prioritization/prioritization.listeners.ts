import { rescoreContact, rescoreConversation } from "../../conversations/index.ts";
import type { Listener } from "../../events/index.ts";
import { isPrioritized, wantRescoring } from "./rescorings.sql.ts";

type ListenerCtx = Parameters<Listener["handle"]>[1];
/** By then every process has heard of a change of settings, and nobody scores by the old ones any more. Milliseconds. */
const SETTLED_MS = 2000;

/**
 * R79: the score follows what it is made of: of one conversation or one contact at once, after a change of settings in the
 * background (`work-on-rescorings`). Handling an event twice changes nothing: scores are computed afresh from what stands in
 * the database.
 */
export const prioritizationListener: Listener = {
  name: "routing.prioritization",
  hears: [
    "topic.added",
    "topic.removed",
    "conversation.status_changed",
    "contact.changed",
    "prioritization.changed",
    "topic.changed",
    "contact_group.changed",
    "channel.changed",
  ],
  async handle(event, ctx) {
    switch (event.type) {
      case "topic.added":
      case "topic.removed":
        return await rescoreConversation(ctx, event.data.conversationId);
      case "conversation.status_changed":
        // Resolved ones are let be; what comes back from there may be out of date.
        if (event.data.before === "resolved") await rescoreConversation(ctx, event.data.conversationId);
        return;
      case "contact.changed":
        // With attributes come and go groups, and with those the mark.
        if (["groups", "attributes", "vip"].includes(event.data.change))
          await rescoreContact(ctx, event.data.contactId);
        return;
      case "prioritization.changed":
        return await want(ctx);
      case "topic.changed":
        return await afterSettings(ctx, "topic", event.data.topicId, event.data.change);
      case "contact_group.changed":
        return await afterSettings(ctx, "contact_group", event.data.contactGroupId, event.data.change);
      case "channel.changed":
        return await afterSettings(ctx, "channel", event.data.channelId, event.data.change);
    }
  },
};

async function afterSettings(
  ctx: ListenerCtx,
  kind: Parameters<typeof isPrioritized>[1],
  id: Parameters<typeof isPrioritized>[2],
  change: string,
): Promise<void> {
  if (["deleted", "restored", "members"].includes(change) && (await isPrioritized(ctx, kind, id))) await want(ctx);
}

async function want(ctx: ListenerCtx): Promise<void> {
  await wantRescoring(ctx, new Date(ctx.now().getTime() + SETTLED_MS));
}
