-- Until when the platform takes replies (W94): what the queue is sorted and narrowed by. Null: it has no window, or the contact
-- has never written. It is written with the contact's last message, and anew when the channel's time is set to another one.
alter table conversations add column window_ends_at timestamptz;
-- When the answer that is owed is due (R82); null: none is, or never.
alter table conversations add column sla_due_at timestamptz;

update conversations c set window_ends_at = c.last_inbound_at + make_interval(hours => h.hours)
from (
  select organization_id, id,
    case platform when 'whatsapp' then 24 when 'wechat' then 48 else (settings ->> 'replyWindowHours')::int end as hours
  from channels
) h
where h.organization_id = c.organization_id and h.id = c.channel_id and h.hours is not null
  and c.visibility = 'private' and c.last_inbound_at is not null;
update conversations set sla_due_at = (sla ->> 'dueAt')::timestamptz where sla ->> 'dueAt' is not null;

-- What may be answered for the shortest time first, and the answer that is due next first; what has neither comes last.
create index conversations_window on conversations
  (organization_id, channel_id, status, (case when window_ends_at is null then 'infinity'::timestamptz else window_ends_at end), queue_at, id)
  where status in ('new', 'pending') and holder is null;
create index conversations_sla on conversations
  (organization_id, channel_id, status, (case when sla_due_at is null then 'infinity'::timestamptz else sla_due_at end), queue_at, id)
  where status in ('new', 'pending') and holder is null;

alter table queue_views drop constraint queue_views_sort_check,
  add check (sort in ('priority', 'oldest', 'newest', 'window', 'sla'));
