-- Which automations acted on a conversation: told with why it has its team.
create index event_log_automations on event_log (organization_id, conversation_id) where actor ->> 'type' = 'automation';
