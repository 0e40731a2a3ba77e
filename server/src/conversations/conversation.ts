import type { Actor, ConversationFacts } from "@guichet/contract";
import type { Row } from "../db/index.ts";

/** A conversation as its row says; fetched only by `accessConversation`, `lockConversation` or the intake. */
export type Conversation = Row<"conversations">;
export type Message = Row<"messages">;
export type Attachment = Row<"attachments">;

/** What every event about it carries. */
export function factsOf(conversation: Conversation): ConversationFacts {
  return {
    conversationId: conversation.id,
    channelId: conversation.channel_id,
    contactId: conversation.contact_id,
    identityId: conversation.identity_id,
    visibility: conversation.visibility,
    status: conversation.status,
    assigneeId: conversation.assignee_id,
    teamId: conversation.team_id,
    holderId: conversation.holder?.id ?? null,
  };
}

/** Who sees it hangs on these. */
export function placeOf(conversation: Pick<Conversation, "channel_id" | "team_id" | "assignee_id">) {
  return { channelId: conversation.channel_id, teamId: conversation.team_id, assigneeId: conversation.assignee_id };
}

/** First words of a text, for rows and quotes. */
export function excerpt(text: string, characters = 140): string {
  const line = text.replace(/\s+/g, " ").trim();
  const cut = [...line.slice(0, characters * 4)];
  return cut.length <= characters ? line.slice(0, characters * 4) : `${cut.slice(0, characters - 1).join("")}…`;
}

export function isUser(actor: Actor): actor is Extract<Actor, { type: "user" }> {
  return actor.type === "user";
}
