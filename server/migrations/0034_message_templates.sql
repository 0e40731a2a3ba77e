-- What a platform lets one write at any time: texts that it has approved, by name and language (W95).
create table message_templates (
  organization_id uuid not null,
  channel_id uuid not null,
  name text not null,
  language text not null,
  category text not null check (category in ('utility', 'marketing', 'authentication')),
  status text not null check (status in ('approved', 'paused')),
  body text not null,
  -- parameter → the placeholder that fills it at first
  prefill jsonb not null default '{}',
  position int not null,
  primary key (organization_id, channel_id, name, language),
  foreign key (organization_id, channel_id) references channels (organization_id, id) on delete cascade
);

-- Name, language and parameters of the template that a message is.
alter table messages add column template jsonb;

do $$
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  alter table message_templates enable row level security;
  create policy one_organization on message_templates to guichet_app
    using (organization_id = (select guichet_organization()))
    with check (organization_id = (select guichet_organization()));
  grant select, insert, update, delete on message_templates to guichet_app;
end $$;
