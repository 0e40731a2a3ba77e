-- What a platform names by its id alone, or does not tell the changes of: it is asked for, and comes as a delivery.
alter table lookups drop constraint lookups_kind_check;
alter table lookups add constraint lookups_kind_check check (kind in ('profile', 'post', 'content'));
create unique index lookups_of_content on lookups (organization_id, channel_id, key) where kind = 'content';

-- What may be kept for a time alone (stories): after `keepUntil` of its source (epoch milliseconds) its bytes are gone.
alter table attachments drop constraint attachments_state_check;
alter table attachments add constraint attachments_state_check check (state in ('pending', 'stored', 'failed', 'expired'));
create index attachments_kept_for_a_time on attachments (((source ->> 'keepUntil')::bigint))
  where source ? 'keepUntil' and state <> 'expired';
