import { type ConversationId, PLATFORMS, platform as platforms } from "@guichet/contract";
import { wantContentsOf } from "../../conversations/index.ts";
import type { Listener } from "../../events/index.ts";

/** Opened again sooner, nothing is asked. */
const OFTEN_MS = 60_000;
/** An opening that is heard of later was another day's. */
const LATE_MS = 5 * 60_000;
const MOST_REMEMBERED = 5000;

/**
 * Some platforms tell nobody when a comment is hidden or deleted there: what stands in a conversation is asked for when somebody
 * opens it.
 */
export function createRereadListener(): Listener {
  const untold = platforms.options.filter((one) => PLATFORMS[one].rereads === true);
  const asked = new Map<ConversationId, number>();
  return {
    name: "connectors.reread",
    hears: ["conversation.opened"],
    async handle(event, ctx) {
      if (event.type !== "conversation.opened") return;
      const { conversationId, visibility } = event.data;
      const now = ctx.now().getTime();
      const isFresh = now - event.at < LATE_MS;
      if (visibility !== "public" || !isFresh || now - (asked.get(conversationId) ?? 0) < OFTEN_MS) return;
      if (asked.size > MOST_REMEMBERED) asked.clear();
      asked.set(conversationId, now);
      await wantContentsOf(ctx, conversationId, untold);
    },
  };
}
