import type { ChannelRole, ConversationStatus, LiveFrame, LoggedEvent, OrganizationId } from "@guichet/contract";
import { abilitiesFor } from "../conversations/index.ts";
import type { Database } from "../db/index.ts";
import type { Seen } from "../users/index.ts";
import { buildNews, type ConversationNews, type News, statusChangeAfter } from "./build-frames.ts";
import type { LiveSocket } from "./live-socket.ts";
import { loadNews } from "./load-news.ts";
import { textFrame } from "./text-frame.ts";

/** One piece of news of an organization, with each frame made once for everybody who gets the same. */
export type PreparedNews = {
  /** Undefined: it is told whatever was heard before. */
  readonly position: bigint | undefined;
  frameFor(socket: LiveSocket): Buffer | undefined;
};

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
  return { position: "position" in news ? BigInt(news.position) : undefined, frameFor: frameMaker(news) };
}

function frameMaker(news: News): PreparedNews["frameFor"] {
  switch (news.kind) {
    case "conversation": {
      const frames = new Map<string, Buffer>();
      return (socket) => {
        const role = socket.reach.get(news.channelId);
        if (role === undefined) return undefined;
        const { seenBefore, seenAfter, ...told } = statusChangeAfter(news, socket.position);
        const [was, is] = [socket.sees(seenBefore), socket.sees(seenAfter)];
        // Where its row is newer than the event and seen by now, the event that shows it is still to come.
        if (!was && !is) return undefined;
        // For whoever sees it before or after alone, it came or went; their counters count what they see.
        const change = { before: was ? told.before : null, after: is ? told.after : null };
        const shown = is && socket.sees(seenNow(news));
        const key = `${role} ${shown} ${change.before} ${change.after}`;
        let frame = frames.get(key);
        if (frame === undefined) {
          frame = toFrame(shown ? conversationFrame(news, role, change) : hiddenFrame(news, change));
          frames.set(key, frame);
        }
        return frame;
      };
    }
    case "lock_stolen": {
      const frame = toFrame({ type: "lock_stolen", conversationId: news.conversationId, byName: news.byName });
      return (socket) => (socket.userId === news.from ? frame : undefined);
    }
    case "notifications": {
      const { position, added, userId } = news;
      const frame = toFrame({ type: "notifications", position, added });
      return (socket) => (socket.userId === userId ? frame : undefined);
    }
    case "unread_mark": {
      const { position, place, mark, readSeq, userId } = news;
      const frame = toFrame({ type: "unread_mark", position, conversationId: place.conversationId, mark, readSeq });
      return (socket) => (socket.userId === userId && socket.reach.has(place.channelId) ? frame : undefined);
    }
    case "gone": {
      const { position, conversationId, channelId, before, after } = news;
      const told = { type: "conversation_gone", position, conversationId, channelId } as const;
      const frame = toFrame({ ...told, statusBefore: before, statusAfter: after });
      return (socket) => (socket.reach.has(channelId) ? frame : undefined);
    }
    case "contact_deleted": {
      const { position, contactId, channelIds } = news;
      const frame = toFrame({ type: "contact_deleted", position, contactId });
      return (socket) => (channelIds.some((id) => socket.reach.has(id)) ? frame : undefined);
    }
    case "contact": {
      const frame = toFrame({ type: "contact", position: news.position, contact: news.contact });
      return (socket) => (news.channelIds.some((id) => socket.reach.has(id)) ? frame : undefined);
    }
    case "colleague": {
      const frame = toFrame({ type: "colleague", position: news.position, colleague: news.colleague });
      return () => frame;
    }
    case "world_changed": {
      const frame = toFrame({ type: "world_changed", position: news.position });
      return () => frame;
    }
  }
}

function toFrame(frame: LiveFrame): Buffer {
  return textFrame(JSON.stringify(frame));
}

type Change = { readonly before: ConversationStatus | null; readonly after: ConversationStatus | null };

function seenNow({ channelId, row }: ConversationNews): Seen {
  return { channelId, teamId: row.teamId, assigneeId: row.assignee?.id ?? null };
}

function hiddenFrame({ position, row, channelId }: ConversationNews, { before, after }: Change): LiveFrame {
  const told = { type: "conversation_hidden", position, conversationId: row.id, channelId } as const;
  return { ...told, statusBefore: before, statusAfter: after };
}

function conversationFrame(news: ConversationNews, role: ChannelRole, change: Change): LiveFrame {
  return {
    type: "conversation",
    position: news.position,
    conversation: { ...news.row, abilities: abilitiesFor(role) },
    entries: [...news.entries],
    ...(news.scheduled === undefined ? {} : { scheduled: [...news.scheduled] }),
    statusBefore: change.before,
    statusAfter: change.after,
  };
}

/** Sends prepared news to one socket, from where it stands. */
export function pushTo(socket: LiveSocket, prepared: readonly PreparedNews[], upTo: bigint): void {
  for (const { position, frameFor } of prepared) {
    if (position !== undefined && position <= socket.position) continue;
    const frame = frameFor(socket);
    if (frame !== undefined) socket.write(frame);
  }
  if (upTo > socket.position) socket.position = upTo;
}
