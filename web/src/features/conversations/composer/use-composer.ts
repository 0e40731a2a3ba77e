import type { ConversationId, ConversationView, MessageId, MessageView } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useMe } from "../../../api/me.ts";
import type { OutboxItem } from "../sending/outbox-item.ts";
import { DraftKeeper } from "./keep-draft.ts";
import { type Draft, newerDraft, readLocalDraft } from "./local-draft.ts";
import { joinDrafts, useReturnedDrafts } from "./returned-drafts.ts";
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
  /** What is shown of the message that is being answered, as it is now. */
  readonly requote: (message: MessageView) => void;
  readonly cancelReplyTo: () => void;
  /** Empties the box: what was in it is on its way. */
  readonly clear: () => void;
  /** Puts a message that was refused back into the box. */
  readonly restore: (item: OutboxItem) => void;
};
type Written = Pick<Draft, "text" | "kind" | "replyTo">;

/**
 * What is being written in one conversation, kept from key to key (W97). On moving to another conversation it begins
 * anew with that one's draft; the reply box itself stays, for it is heavy to build.
 */
export function useComposer(view: ConversationView, canReply: boolean): ComposerState {
  const cache = useQueryClient();
  const me = useMe().id;
  const { id } = view.conversation;
  const begin = (): Begun => beginWith(id, newerDraft(readLocalDraft(me, id), view), canReply);
  const [held, setHeld] = useState(begin);
  const uploads = useUploads(held.attachments);
  const { replace } = uploads;
  const keeper = useMemo(() => new DraftKeeper(cache, me, id), [cache, me, id]);
  if (held.id !== id) {
    const next = begin();
    setHeld(next);
    replace(next.attachments);
  }
  const { written } = held;
  useKeptDraft(keeper, written, uploads);
  const change = useCallback(
    (part: Partial<Written>) => setHeld((before) => ({ ...before, written: { ...before.written, ...part } })),
    [],
  );
  const clear = useCallback(() => {
    keeper.forget();
    replace([]);
    change({ text: "", replyTo: null });
  }, [keeper, replace, change]);
  const restore = useCallback(
    (item: OutboxItem) => {
      replace(item.attachments);
      change({ text: item.body.text, kind: item.body.kind, replyTo: item.replyTo });
    },
    [replace, change],
  );
  const since = useRef({ text: "", attachments: [] as Draft["attachments"] });
  since.current = { text: written.text, attachments: uploads.list.flatMap((one) => one.view ?? []) };
  const takeReturned = useCallback(
    (draft: Draft) => {
      const { text, kind, replyTo, attachments } = joinDrafts(draft, since.current);
      replace(attachments);
      change({ text, kind, replyTo });
    },
    [replace, change],
  );
  useReturnedDrafts(id, takeReturned);
  return {
    ...written,
    uploads,
    setText: useCallback((text) => change({ text }), [change]),
    setKind: useCallback((kind) => change({ kind }), [change]),
    answer: useCallback(
      (message) => change({ kind: "reply", replyTo: { id: message.id, excerpt: excerptOf(message) } }),
      [change],
    ),
    requote: useCallback((message) => change({ replyTo: { id: message.id, excerpt: excerptOf(message) } }), [change]),
    cancelReplyTo: useCallback(() => change({ replyTo: null }), [change]),
    clear,
    restore,
  };
}

type Begun = {
  readonly id: ConversationId;
  readonly written: Written;
  readonly attachments: Draft["attachments"];
};

function beginWith(id: ConversationId, draft: Draft | undefined, canReply: boolean): Begun {
  const kind = canReply ? (draft?.kind ?? "reply") : "comment";
  return {
    id,
    written: { text: draft?.text ?? "", kind, replyTo: draft?.replyTo ?? null },
    attachments: draft?.attachments ?? [],
  };
}

function excerptOf(message: MessageView): string {
  return message.text.replaceAll(/\s+/g, " ").slice(0, 140);
}

/** Not on the first drawing in a conversation: nothing was written yet. */
function useKeptDraft(keeper: DraftKeeper, written: Written, uploads: Uploads): void {
  const stored = uploads.list.flatMap((one) => one.view ?? []);
  const now = JSON.stringify([written, stored.map((one) => one.id)]);
  const kept = useRef({ keeper, now });
  useEffect(() => {
    const before = kept.current;
    kept.current = { keeper, now };
    if (before.keeper !== keeper || before.now === now) return;
    keeper.keep({ ...written, attachments: stored, at: new Date().toISOString() });
  });
  useEffect(() => () => keeper.flush(), [keeper]);
}
