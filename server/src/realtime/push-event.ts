import type { ChannelRole, LiveFrame, LoggedEvent, OrganizationId } from "@guichet/contract";
import { abilitiesFor } from "../conversations/index.ts";
import type { Database } from "../db/index.ts";
import { buildNews, type ConversationNews, type News, statusChangeAfter } from "./build-frames.ts";
import type { LiveSocket } from "./live-socket.ts";
import { loadNews } from "./load-news.ts";

/** News of one organization, with each frame made once for everybody who gets the same. */
export type PreparedNews = { readonly news: News; textFor(socket: LiveSocket): string | undefined };

/** Step 6: reads once, then presents to each as they may see it. */
export async function prepareNews(
  database: Database,
  organizationId: OrganizationId,
  events: readonly LoggedEvent[],
): Promise<PreparedNews[]> {
  const loaded = await loadNews(database, organizationId, events);
  return buildNews(events, loaded).map(prepare);
}

function prepare(news: News): PreparedNews {
  switch (news.kind) {
    case "conversation": {
      const texts = new Map<string, string>();
      return {
        news,
        textFor(socket) {
          const role = socket.reach.get(news.channelId);
          if (role === undefined) return undefined;
          const change = statusChangeAfter(news, socket.position);
          const key = `${role} ${change.before}`;
          let text = texts.get(key);
          if (text === undefined) {
            text = JSON.stringify(toFrame(news, role, change));
            texts.set(key, text);
          }
          return text;
        },
      };
    }
    case "lock_stolen": {
      const frame: LiveFrame = { type: "lock_stolen", conversationId: news.conversationId, byName: news.byName };
      return { news, textFor: (socket) => (socket.userId === news.from ? JSON.stringify(frame) : undefined) };
    }
    default: {
      const frame: LiveFrame =
        news.kind === "colleague"
          ? { type: "colleague", position: news.position, colleague: news.colleague }
          : { type: "world_changed", position: news.position };
      const text = JSON.stringify(frame);
      return { news, textFor: () => text };
    }
  }
}

type Change = ReturnType<typeof statusChangeAfter>;

function toFrame(news: ConversationNews, role: ChannelRole, change: Change): LiveFrame {
  return {
    type: "conversation",
    position: news.position,
    conversation: { ...news.row, abilities: abilitiesFor(role) },
    entries: [...news.entries],
    statusBefore: change.before,
    statusAfter: change.after,
  };
}

/** Sends prepared news to one socket, from where it stands. */
export function pushTo(socket: LiveSocket, prepared: readonly PreparedNews[], upTo: bigint): void {
  for (const item of prepared) {
    const position = "position" in item.news ? BigInt(item.news.position) : undefined;
    if (position !== undefined && position <= socket.position) continue;
    const text = item.textFor(socket);
    if (text !== undefined) socket.sendText(text);
  }
  if (upTo > socket.position) socket.position = upTo;
}
