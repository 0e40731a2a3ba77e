-- Sends are claimed channel by channel: what waits for a paused channel is never walked over.
create index outbox_ready_of_channel on outbox (organization_id, channel_id, next_attempt_at) where state = 'ready';

-- Events on which a listener failed for good (I5, I16): put aside, shown to Admins, tried again or discarded by one of them.
create table skipped_events (
  organization_id uuid not null,
  id uuid not null,
  listener text not null,
  event_id uuid not null,
  position bigint not null,
  failure text not null,
  attempts int not null,
  skipped_at timestamptz not null default now(),
  -- When to try it again; null: waits for a person.
  next_attempt_at timestamptz,
  primary key (organization_id, id),
  unique (organization_id, event_id, listener)
);
create index skipped_events_due on skipped_events (next_attempt_at) where next_attempt_at is not null;

do $$
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  alter table skipped_events enable row level security;
  create policy one_organization on skipped_events to guichet_app
    using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()));
  grant select, insert, update, delete on skipped_events to guichet_app;
end $$;
