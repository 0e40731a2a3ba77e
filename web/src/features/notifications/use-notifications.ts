import { type ConversationId, UNREAD_MOST } from "@guichet/contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { isId } from "../../api/ids.ts";
import { queries } from "../../api/queries.ts";
import { useTitleMark } from "../../ui/page-title.ts";
import { readOfConversation } from "./read-notifications.ts";

/** How many are unread, up to a hundred; marks the tab's title, and as read what is about the conversation one opens. */
export function useUnread(): number {
  const { data: unread = 0 } = useQuery({ ...queries.notifications(), select: (list) => list.unread });
  useTitleMark(unread > 0);
  useReadWhenOpened();
  return unread;
}

export const isMany = (unread: number): boolean => unread >= UNREAD_MOST;

function useReadWhenOpened(): void {
  const cache = useQueryClient();
  const { conversationId } = useParams({ strict: false }) as { conversationId?: string };
  const opened = isId<ConversationId>(conversationId) ? conversationId : undefined;
  const { data: hasUnread = false } = useQuery({
    ...queries.notifications(),
    select: (list) => list.items.some((item) => !item.read && item.conversationId === opened),
    enabled: opened !== undefined,
  });
  useEffect(() => {
    if (opened === undefined || !hasUnread) return;
    const read = (): void => {
      if (document.visibilityState === "visible") readOfConversation(cache, opened).catch(() => undefined);
    };
    read();
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [cache, opened, hasUnread]);
}
