-- What a contact's deletion looks for by conversation, one of them at a time.
create index notifications_conversation on notifications (organization_id, conversation_id) where conversation_id is not null;
create index bulk_items_conversation on bulk_items (organization_id, conversation_id);
create index drafts_conversation on drafts (organization_id, conversation_id);
