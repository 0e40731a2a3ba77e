import { type ConversationRow, type ReplyWindow, replyWindowAt } from "@guichet/contract";
import { atServer } from "../../../api/server-clock.ts";
import { useNow } from "../use-now.ts";
import { useChannels } from "../use-world.ts";

/** Does the platform still take replies here, by the server's clock? It refuses what comes too late in any case (W94). */
export function useReplyWindow({ channelId, visibility, lastInboundAt }: ConversationRow): ReplyWindow {
  const now = useNow();
  const hours = useChannels().find((one) => one.id === channelId)?.replyWindowHours ?? null;
  return replyWindowAt(hours, visibility, lastInboundAt, atServer(now));
}
