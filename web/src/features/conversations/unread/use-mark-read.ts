import type { ConversationView } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";
import { keys } from "./keys.ts";
import { addReadSeqs, readSeqOf } from "./read-seqs.ts";

const READ_AFTER = 400;

/** What stands on a visible page for a moment has been read. */
export function useMarkRead(view: ConversationView): void {
  const cache = useQueryClient();
  const { id, lastSeq } = view.conversation;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(timer);
      if (document.visibilityState !== "visible" || (readSeqOf(cache, id) ?? 0) >= lastSeq) return;
      timer = setTimeout(() => {
        addReadSeqs(cache, { [id]: lastSeq });
        cache.setQueryData<ConversationView>(keys.thread(id), (now) => now && { ...now, readSeq: lastSeq });
        call(routes.markRead, { params: { id }, body: { seq: lastSeq } }).catch(() => undefined);
      }, READ_AFTER);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [cache, id, lastSeq]);
}
