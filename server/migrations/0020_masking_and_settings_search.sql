-- Masking of what contacts should not have sent, by hand and by itself; looking for things in the log of settings.

alter table organizations
  add column masking jsonb not null default '{"manual": true, "automatic": false, "patterns": []}';

alter table messages
  -- Its content was masked by a person: later edits by the platform do not bring it back.
  add column masked_at timestamptz,
  -- The raw delivery it came with, whose body goes when the message is masked.
  add column delivery_id uuid;

alter table deliveries
  -- Masked content lies in the body: it goes as soon as no attachment waits to be read from it.
  add column erasure text check (erasure in ('wanted', 'done'));
create index deliveries_erasure on deliveries (received_at) where erasure = 'wanted';

alter table settings_changes
  -- The first word of the action: what was changed.
  add column kind text not null generated always as (split_part(action, '.', 1)) stored,
  -- The words that a line is found by, folded; not part of the chain, for it can be made from the line again.
  add column search text not null default '';
update settings_changes
  set search = regexp_replace(lower(concat_ws(' ', action, subject, actor_name, address, before::text, after::text)), '[^[:alnum:]]+', ' ', 'g');
create index settings_changes_actor on settings_changes (organization_id, actor_id, number);
create index settings_changes_kind on settings_changes (organization_id, kind, number);
create index settings_changes_at on settings_changes (organization_id, at, number);
