import type { ConversationView, MessageId, MessageView } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useMe } from "../../../api/me.ts";
import type { OutboxItem } from "../sending/outbox-item.ts";
import { DraftKeeper } from "./keep-draft.ts";
import { type Draft, newerDraft, readLocalDraft } from "./local-draft.ts";
import { type Uploads, useUploads } from "./use-uploads.ts";

export type Kind = "reply" | "comment";
export type ReplyTo = { readonly id: MessageId; readonly excerpt: string };
export type ComposerState = {
  readonly text: string;
  readonly kind: Kind;
  readonly replyTo: ReplyTo | null;
  readonly uploads: Uploads;
  readonly setText: (text: string) => void;
  readonly setKind: (kind: Kind) => void;
  readonly answer: (message: MessageView) => void;
  readonly cancelReplyTo: () => void;
  /** Empties the box: what was in it is on its way. */
  readonly clear: () => void;
  /** Puts a message that was refused back into the box. */
  readonly restore: (item: OutboxItem) => void;
};
type Written = Pick<Draft, "text" | "kind" | "replyTo">;

/** What is being written in one conversation, kept from key to key (W97). */
export function useComposer(view: ConversationView, canReply: boolean): ComposerState {
  const cache = useQueryClient();
  const me = useMe().id;
  const { id } = view.conversation;
  const [first] = useState(() => newerDraft(readLocalDraft(me, id), view));
  const [written, setWritten] = useState<Written>(() => ({
    text: first?.text ?? "",
    kind: canReply ? (first?.kind ?? "reply") : "comment",
    replyTo: first?.replyTo ?? null,
  }));
  const uploads = useUploads(first?.attachments ?? []);
  const keeper = useMemo(() => new DraftKeeper(cache, me, id), [cache, me, id]);
  useKeptDraft(keeper, written, uploads);
  const change = useCallback((part: Partial<Written>) => setWritten((before) => ({ ...before, ...part })), []);
  const { replace } = uploads;
  const clear = useCallback(() => {
    keeper.forget();
    replace([]);
    change({ text: "", replyTo: null });
  }, [keeper, replace, change]);
  const restore = useCallback(
    (item: OutboxItem) => {
      replace(item.attachments);
      setWritten({ text: item.body.text, kind: item.body.kind, replyTo: item.replyTo });
    },
    [replace],
  );
  return {
    ...written,
    uploads,
    setText: useCallback((text) => change({ text }), [change]),
    setKind: useCallback((kind) => change({ kind }), [change]),
    answer: useCallback(
      (message) => change({ kind: "reply", replyTo: { id: message.id, excerpt: excerptOf(message) } }),
      [change],
    ),
    cancelReplyTo: useCallback(() => change({ replyTo: null }), [change]),
    clear,
    restore,
  };
}

function excerptOf(message: MessageView): string {
  return message.text.replaceAll(/\s+/g, " ").slice(0, 140);
}

/** Not on the first drawing: nothing was written yet. */
function useKeptDraft(keeper: DraftKeeper, written: Written, uploads: Uploads): void {
  const stored = uploads.list.flatMap((one) => one.view ?? []);
  const now = JSON.stringify([written, stored.map((one) => one.id)]);
  const kept = useRef(now);
  useEffect(() => {
    if (kept.current === now) return;
    kept.current = now;
    keeper.keep({ ...written, attachments: stored, at: new Date().toISOString() });
  });
  useEffect(() => () => keeper.flush(), [keeper]);
}
