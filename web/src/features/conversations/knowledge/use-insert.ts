import { type AttachmentView, type ConversationId, gapsIn, type UsableItem } from "@guichet/contract";
import { type RefObject, useRef } from "react";
import { flushSync } from "react-dom";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { useRefusalWords } from "../../../locales/refusal-words.ts";
import { useToasts } from "../../../ui/toasts.tsx";
import { type Mark, putText } from "./slash.ts";

type Given = {
  readonly id: ConversationId;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly setText: (text: string) => void;
  readonly attach: (views: readonly AttachmentView[]) => void;
};

/**
 * Takes an item and puts it where it was looked for. The server has the last word on whether it is still there; whatever
 * it says, nothing of what was typed is lost. A gap that is left is selected, so that one types right into it.
 */
export function useInsert({ id, field, setText, attach }: Given): (item: UsableItem, mark: Mark) => Promise<void> {
  const toasts = useToasts();
  const say = useRefusalWords();
  const here = useRef(id);
  here.current = id;
  return async (item, mark) => {
    try {
      const taken = await call(routes.insertItem, { params: { id }, body: { itemId: item.id } });
      const element = field.current;
      // Somewhere else by now: it was meant for the other contact.
      if (here.current !== id || element === null) return;
      const put = putText(element.value, mark, element.selectionStart, taken.text);
      flushSync(() => setText(put.text));
      attach(taken.attachments);
      element.focus();
      const [gap] = gapsIn(taken.text);
      if (gap === undefined) element.setSelectionRange(put.to, put.to);
      else element.setSelectionRange(put.from + gap.from, put.from + gap.to);
    } catch (error) {
      toasts.show({ message: say(error), tone: "bad" });
      field.current?.focus();
    }
  };
}
