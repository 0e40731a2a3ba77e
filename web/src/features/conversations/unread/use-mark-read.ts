import type { ConversationView } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { markRead } from "./change-unread.ts";
import { readSeqOf } from "./read-seqs.ts";
import { seenUpTo, unreadMarkOf, useUnreadMarks } from "./unread-marks.ts";

const READ_AFTER = 400;

/**
 * What stands on a visible page for a moment has been read. What is marked unread while it stands there, in this browser or in
 * another, stays so until it is opened again.
 */
export function useMarkRead(view: ConversationView): void {
  const cache = useQueryClient();
  const { id, lastSeq } = view.conversation;
  const held = useMarkedHere(view);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(timer);
      const marked = (unreadMarkOf(cache, id)?.from ?? null) !== null;
      const seen = (readSeqOf(cache, id) ?? 0) >= lastSeq;
      if (held || document.visibilityState !== "visible" || (seen && !marked)) return;
      timer = setTimeout(() => void markRead(cache, { id, lastSeq }).catch(() => undefined), READ_AFTER);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [cache, id, lastSeq, held]);
}

/** Marked unread since it was opened here. */
function useMarkedHere({ conversation: { id } }: ConversationView): boolean {
  const mark = useUnreadMarks()[id];
  const [opened, setOpened] = useState({ id, turn: mark?.turn ?? 0 });
  if (opened.id !== id) setOpened({ id, turn: mark?.turn ?? 0 });
  const before = opened.id === id ? opened.turn : (mark?.turn ?? 0);
  return mark !== undefined && mark.from !== null && mark.turn > before;
}

/** After which seq the unread mark stands: where it was when the conversation was opened, or where one has put it since. */
export function useUnreadAfter(view: ConversationView): number | null {
  const mark = useUnreadMarks()[view.conversation.id];
  const here = useMarkedHere(view);
  const [atOpening] = useState(() => seenUpTo(view.readSeq, mark));
  return here && mark !== undefined && mark.from !== null ? mark.from - 1 : atOpening;
}
