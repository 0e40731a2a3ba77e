import { z } from "zod";
import { conversationRow, type MessageView, messageView, type Visibility } from "./conversations.ts";
import { PLATFORMS, type Platform } from "./platforms.ts";

/** What a brand does to what stands in public on its page (W163). */
export const moderation = z.enum(["like", "unlike", "repost", "unrepost", "hide", "unhide", "delete"]);
export type Moderation = z.infer<typeof moderation>;

export const moderateBody = z.strictObject({ do: moderation });
export const moderateAnswer = z.object({ message: messageView, conversation: conversationRow });

type Moderated = Pick<MessageView, "kind" | "deleted" | "hidden" | "liked" | "reposted" | "delivery">;

/** What may be done to a message now. One's own comment can be deleted alone, once it is there. */
export function moderationsOf(platform: Platform, visibility: Visibility, message: Moderated): Moderation[] {
  const { moderates: can = [], deletesOwn = can.includes("delete") } = PLATFORMS[platform];
  if (visibility !== "public" || message.deleted || message.kind === "comment") return [];
  if (message.kind === "outbound") {
    const isThere = message.delivery !== null && ["sent", "delivered", "read"].includes(message.delivery.state);
    return isThere && deletesOwn ? ["delete"] : [];
  }
  const now = {
    like: !message.liked,
    unlike: message.liked,
    repost: !message.reposted,
    unrepost: message.reposted,
    hide: !message.hidden,
    unhide: message.hidden,
    delete: true,
  };
  return can.filter((one) => now[one]);
}
