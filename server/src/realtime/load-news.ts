import type {
  ContactId,
  ConversationId,
  LoggedEvent,
  MessageId,
  OrganizationId,
  ThreadEntry,
  UserId,
} from "@guichet/contract";
import { loadContactSummaries } from "../contacts/index.ts";
import { loadAudit, loadMessages, loadRows, loadScheduled } from "../conversations/index.ts";
import type { Database } from "../db/index.ts";
import { findColleagues } from "../users/index.ts";
import { type Loaded, SILENT } from "./build-frames.ts";

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
  const contacts = new Set<ContactId>();
  const colleagues = new Set<UserId>();
  const scheduledIn = new Set<ConversationId>();
  for (const event of events) {
    if (event.type === "presence.changed") colleagues.add(event.data.userId);
    if (event.type === "contact.changed") contacts.add(event.data.contactId);
    if (!("conversationId" in event.data) || SILENT.has(event.type)) continue;
    const { conversationId } = event.data;
    conversations.add(conversationId);
    if (event.type === "schedule.changed") scheduledIn.add(conversationId);
    if ("messageId" in event.data) messages.add(event.data.messageId);
    if (event.seq !== null)
      auditFrom.set(conversationId, Math.min(event.seq, auditFrom.get(conversationId) ?? event.seq));
  }
  const audit = await loadAudit(
    scope,
    [...auditFrom].map(([id, from]) => ({ id, from })),
  );
  return {
    rows: await loadRows(scope, [...conversations]),
    messages: new Map((await loadMessages(scope, [...messages])).map((message) => [message.id, message])),
    audit: new Map<string, ThreadEntry>(audit.map((entry) => [entry.id, entry])),
    scheduled: await loadScheduled(scope, [...scheduledIn]),
    contacts: await loadContactSummaries(scope, [...contacts]),
    colleagues: new Map((await findColleagues(scope, [...colleagues])).map((colleague) => [colleague.id, colleague])),
  };
}
