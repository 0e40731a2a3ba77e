import type { ConversationRow, TemplateUse } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { call } from "../../../api/call.ts";
import { codeOf } from "../../../api/refusal.ts";
import { routes } from "../../../api/routes.ts";
import { newMessageId } from "../../../api/uuid-v7.ts";
import { useAction } from "../../../ui/use-form.ts";
import { changeConversations } from "../picture/caches.ts";
import { applyConversation } from "../picture/conversations-picture.ts";

/** The same id for every attempt with the same words: tried again after a lost answer, it is one message. */
export function useSendTemplate(row: ConversationRow, onStale: () => void, onSent: () => void) {
  const cache = useQueryClient();
  const attempt = useRef({ of: "", id: newMessageId() });
  return useAction(async (template: TemplateUse, text: string) => {
    const of = JSON.stringify([template, text]);
    if (attempt.current.of !== of) attempt.current = { of, id: newMessageId() };
    const body = { id: attempt.current.id, kind: "reply" as const, text, template };
    try {
      const answer = await call(routes.sendMessage, { params: { id: row.id }, body });
      changeConversations(cache, (picture) => applyConversation(picture, answer.conversation, [answer.message]));
      onSent();
    } catch (error) {
      const code = codeOf(error);
      if (code === "template_gone" || code === "template_changed") onStale();
      throw error;
    }
  });
}
