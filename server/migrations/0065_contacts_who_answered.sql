-- A contact wrote in somebody's conversation: one notice of it until that is read, however much they write.
alter table notifications drop constraint notifications_kind_check;
alter table notifications add constraint notifications_kind_check
  check (kind in ('assigned', 'answered', 'mentioned', 'send_failed', 'boomerang', 'sla_breach', 'channel_trouble'));
create unique index notifications_answered on notifications (organization_id, user_id, conversation_id)
  where kind = 'answered' and read_at is null;

-- Whoever chose before there was this kind is called by it as by assignments.
update notification_choices set choices = choices
  || jsonb_build_object(
    'desktop', replace((choices -> 'desktop')::text, '"assigned"', '"assigned", "answered"')::jsonb,
    'sound', replace((choices -> 'sound')::text, '"assigned"', '"assigned", "answered"')::jsonb)
  where choices ? 'desktop' and choices ? 'sound';
