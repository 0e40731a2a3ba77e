-- Templates that a platform lists itself have more states, and parts of which each takes its own parameters (W157).
alter table message_templates drop constraint message_templates_status_check;
alter table message_templates add constraint message_templates_status_check
  check (status in ('approved', 'paused', 'pending', 'rejected', 'unusable'));
-- where the parameters of the text stand on the platform
alter table message_templates add column shape jsonb;

-- Other ids by which a platform names the person of an identity: a user id beside a number, a new number.
create table identity_aliases (
  organization_id uuid not null,
  channel_id uuid not null,
  alias text not null,
  identity_id uuid not null,
  learned_at timestamptz not null,
  primary key (organization_id, channel_id, alias),
  foreign key (organization_id, identity_id) references identities (organization_id, id) on delete cascade
);
create index identity_aliases_identity on identity_aliases (organization_id, identity_id);

do $$
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  alter table identity_aliases enable row level security;
  create policy one_organization on identity_aliases to guichet_app
    using (organization_id = (select guichet_organization()))
    with check (organization_id = (select guichet_organization()));
  grant select, insert, update, delete on identity_aliases to guichet_app;
end $$;
