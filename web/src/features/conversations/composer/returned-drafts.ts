import type { ConversationId, UserId } from "@guichet/contract";
import type { QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { DraftKeeper } from "./keep-draft.ts";
import { type Draft, readLocalDraft } from "./local-draft.ts";

type Listener = (draft: Draft) => void;
const boxes = new Map<ConversationId, Listener>();

/** A reply was taken back: what it said goes into the reply box of its conversation, before what was written since. */
export function returnDraft(cache: QueryClient, user: UserId, id: ConversationId, draft: Draft): void {
  const box = boxes.get(id);
  if (box !== undefined) {
    box(draft);
    return;
  }
  const keeper = new DraftKeeper(cache, user, id);
  keeper.keep(joinDrafts(draft, readLocalDraft(user, id)));
  keeper.flush();
}

/** The open reply box of a conversation takes back what was sent from it. */
export function useReturnedDrafts(id: ConversationId, take: Listener): void {
  useEffect(() => {
    boxes.set(id, take);
    return () => {
      if (boxes.get(id) === take) boxes.delete(id);
    };
  }, [id, take]);
}

export function joinDrafts(back: Draft, since: Pick<Draft, "text" | "attachments"> | undefined): Draft {
  if (since === undefined) return back;
  const text = [back.text, since.text].filter((one) => one.trim() !== "").join("\n\n");
  const known = new Set(back.attachments.map((one) => one.id));
  return {
    ...back,
    text,
    attachments: [...back.attachments, ...since.attachments.filter((one) => !known.has(one.id))],
  };
}
