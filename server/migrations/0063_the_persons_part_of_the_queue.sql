-- What comes back by a boomerang, in the order of the queue.
create index conversations_returning on conversations (organization_id, channel_id, status, queue_at, id)
  where boomerang_at is not null;
-- Whom comments mention, the latest of them: what somebody has not read yet is found among these.
create index messages_mentions on messages (organization_id, created_at) where mentions is not null;
