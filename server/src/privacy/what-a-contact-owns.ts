import type { Tables } from "../db/index.ts";

/** By which id of the contact's a row of a table is found. */
type By = "contact" | "identity" | "conversation" | "message";
/** `contact_attributes` is read no more, and still there. */
export type Table = keyof Tables | "contact_attributes";
export type Owned = { readonly table: Table; readonly column: string; readonly by: By };

/**
 * Every table that says something of a contact, in the order in which their rows go when the contact is deleted (W126). A test
 * fails when a table names contacts, identities, conversations or messages and stands neither here nor in `KEPT`.
 */
export const OWNED: readonly Owned[] = [
  { table: "message_search", column: "message_id", by: "message" },
  { table: "search_aside", column: "message_id", by: "message" },
  { table: "notifications", column: "conversation_id", by: "conversation" },
  { table: "sla_clocks", column: "conversation_id", by: "conversation" },
  { table: "bulk_items", column: "conversation_id", by: "conversation" },
  { table: "message_html", column: "message_id", by: "message" },
  { table: "send_attempts", column: "message_id", by: "message" },
  { table: "proactive_messages", column: "message_id", by: "message" },
  { table: "message_metadata", column: "message_id", by: "message" },
  { table: "attachments", column: "message_id", by: "message" },
  { table: "sent_pieces", column: "message_id", by: "message" },
  { table: "outbox", column: "conversation_id", by: "conversation" },
  { table: "scheduled_messages", column: "conversation_id", by: "conversation" },
  { table: "drafts", column: "conversation_id", by: "conversation" },
  { table: "read_marks", column: "conversation_id", by: "conversation" },
  { table: "lookups", column: "conversation_id", by: "conversation" },
  { table: "conversation_posts", column: "conversation_id", by: "conversation" },
  { table: "conversation_labels", column: "conversation_id", by: "conversation" },
  { table: "messages", column: "conversation_id", by: "conversation" },
  { table: "conversations", column: "id", by: "conversation" },
  { table: "lookups", column: "identity_id", by: "identity" },
  { table: "contact_read_marks", column: "identity_id", by: "identity" },
  { table: "told_up_to", column: "identity_id", by: "identity" },
  { table: "identity_aliases", column: "identity_id", by: "identity" },
  { table: "contact_photos", column: "identity_id", by: "identity" },
  { table: "identities", column: "id", by: "identity" },
  { table: "contact_attributes", column: "contact_id", by: "contact" },
  { table: "attribute_values", column: "contact_id", by: "contact" },
  { table: "contact_changes", column: "contact_id", by: "contact" },
  { table: "contact_notes", column: "contact_id", by: "contact" },
  { table: "contact_group_members", column: "contact_id", by: "contact" },
  { table: "contacts", column: "id", by: "contact" },
];

/** Tables that name a contact's things and keep their rows, and why that says nothing of the person. */
export const KEPT: Readonly<Partial<Record<Table, string>>> = {
  event_log: "counts in reports stay: ids and states remain, words are blanked (blank-events.sql.ts)",
  event_inbox: "the same, before it has its position",
  handle_spans: "how long an agent worked: ids and times, no word of the contact's",
  handle_ends: "the same, ended",
  muted_posts: "the post is the brand's own; where it was muted is forgotten",
  contact_deletions: "the log of deletions: the id names nobody any more",
};
