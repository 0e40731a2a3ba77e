import type { ConversationId, LoggedEvent, MessageId, OrganizationId, ThreadEntry } from "@guichet/contract";
import { loadAuditOf, loadMessages, loadRows } from "../conversations/index.ts";
import type { Database } from "../db/index.ts";
import { listColleagues } from "../users/index.ts";
import type { Loaded } from "./build-frames.ts";

/** Reads what a batch of one organization's events needs, once for everybody who will hear of it. */
export async function loadNews(
  database: Database,
  organizationId: OrganizationId,
  events: readonly LoggedEvent[],
): Promise<Loaded> {
  const scope = { db: database.of(organizationId), organizationId };
  const conversations = new Set<ConversationId>();
  const messages = new Set<MessageId>();
  const auditFrom = new Map<ConversationId, number>();
  for (const event of events) {
    if (!("conversationId" in event.data) || event.type === "conversation.opened" || event.type === "conversation.left")
      continue;
    const { conversationId } = event.data;
    conversations.add(conversationId);
    if ("messageId" in event.data) messages.add(event.data.messageId);
    if (event.seq !== null)
      auditFrom.set(conversationId, Math.min(event.seq, auditFrom.get(conversationId) ?? event.seq));
  }
  const audit = new Map<string, ThreadEntry>();
  for (const [conversationId, seq] of auditFrom)
    for (const entry of await loadAuditOf(scope, conversationId, seq)) audit.set(entry.id, entry);
  const someonesPresence = events.some((event) => event.type === "presence.changed");
  return {
    rows: await loadRows(scope, [...conversations]),
    messages: new Map((await loadMessages(scope, [...messages])).map((message) => [message.id, message])),
    audit,
    colleagues: new Map(
      someonesPresence ? (await listColleagues(scope)).map((colleague) => [colleague.id, colleague]) : [],
    ),
  };
}
