import type { ConversationRow, Platform, Visibility } from "@guichet/contract";
import { useChannels } from "../use-world.ts";

/** Where a text has to fit. `once`: all of it into a single message. */
export type Room = { readonly platform: Platform; readonly visibility?: Visibility; readonly once?: boolean };

/** For a reply in this conversation: in public a channel may want it to be a single post (W155). */
export function useRoom({
  platform,
  visibility,
  channelId,
}: Pick<ConversationRow, "platform" | "visibility" | "channelId">): Room {
  const splits = useChannels().find(({ id }) => id === channelId)?.splits ?? true;
  return { platform, visibility, once: visibility === "public" && !splits };
}
