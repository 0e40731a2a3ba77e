import type { AttachmentView, ConversationId, UsableItem } from "@guichet/contract";
import { type RefObject, useEffect } from "react";
import { flushSync } from "react-dom";
import { useWords } from "../../../locales/use-words.ts";
import { useToasts } from "../../../ui/toasts.tsx";
import { useSteady } from "../use-steady.ts";
import { type Finder, useFinder } from "./use-finder.ts";
import { useInsert } from "./use-insert.ts";

/** What may be done with the reply box from beside it. */
export type KnowledgeDoor = { readonly insert: (item: UsableItem) => void; readonly open: () => void };
export type Knowledge = KnowledgeDoor & { readonly finder: Finder };

type Given = {
  readonly id: ConversationId;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly state: { readonly text: string; readonly setText: (text: string) => void };
  readonly readOnly: boolean;
  readonly attach: (views: readonly AttachmentView[]) => void;
  readonly door: RefObject<KnowledgeDoor | null>;
};

/** The knowledge base in the reply box: the finder, and putting into the text what was found or chosen beside it. */
export function useKnowledge({ id, field, state, readOnly, attach, door }: Given): Knowledge {
  const { t } = useWords();
  const toasts = useToasts();
  const finder = useFinder(id, !readOnly);
  const put = useInsert({ id, field, setText: state.setText, attach: useSteady(attach) });
  const insert = useSteady((item: UsableItem): void => {
    if (readOnly) {
      toasts.show({ message: t("conversations.cannotWrite"), tone: "bad" });
      return;
    }
    const { start } = finder;
    const mark = start === undefined ? { from: 0, typed: "" } : { from: start.from, typed: `/${start.query}` };
    finder.close();
    void put(item, mark);
  });
  const open = useSteady((): void => {
    const element = field.current;
    if (element === null || readOnly) return;
    const { selectionStart: caret, selectionEnd, value } = element;
    const before = value.slice(0, caret);
    const apart = before === "" || /\s$/.test(before) ? "" : " ";
    const from = caret + apart.length;
    flushSync(() => state.setText(`${before}${apart}/${value.slice(selectionEnd)}`));
    element.focus();
    element.setSelectionRange(from + 1, from + 1);
    finder.openAt(from);
  });
  useEffect(() => {
    door.current = { insert, open };
    return () => {
      door.current = null;
    };
  }, [door, insert, open]);
  return { finder, insert, open };
}
