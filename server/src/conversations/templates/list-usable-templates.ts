import { type ConversationId, type Locale, parametersOf, parseTemplate, type UsableTemplate } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import type { Filling } from "../../knowledge/index.ts";
import { accessConversation } from "../access-conversation.ts";
import { fillingOf } from "../insert-item.ts";
import { listApproved } from "./usable-templates.sql.ts";

/** The approved templates for a conversation one may reply in, with what is known of its contact in their parameters (W95). */
export async function listUsableTemplates(ctx: Ctx, id: ConversationId, locale: Locale): Promise<UsableTemplate[]> {
  const { conversation } = await accessConversation(ctx, id, "reply");
  if (conversation.visibility === "public") return [];
  const templates = await listApproved(ctx, conversation.channel_id);
  const filling = await fillingOf(ctx, conversation, locale);
  return templates.map(({ prefill, shape: _, ...template }) => ({
    ...template,
    parameters: parametersOf(template.body).map((name) => ({ name, value: firstValue(filling, prefill[name]) })),
  }));
}

/** Empty: nothing is known, somebody writes it. */
function firstValue({ findValue }: Filling, placeholder: string | undefined): string {
  const [part] = placeholder === undefined ? [] : parseTemplate(`{{${placeholder}}}`);
  return part?.type === "placeholder" ? (findValue(part.of) ?? "").replaceAll(/\s+/g, " ").trim() : "";
}
