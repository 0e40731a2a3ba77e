-- Time in conversations: boomerangs, auto-resolve; resolution reasons; taking back what was done.

alter table organizations
  add column undo_send_seconds int not null default 5 check (undo_send_seconds between 0 and 30),
  add column system_boomerang_hours int check (system_boomerang_hours between 1 and 720),
  add column auto_resolve jsonb not null default '{"new": {"hours": 720, "reasonId": null}, "pending": {"hours": 720, "reasonId": null}}',
  add column reasons_asked jsonb not null default '{"bulk": false, "autoResolve": true, "automation": false}',
  -- Nothing falls due meanwhile: the past is being played (the living example).
  add column clocks_held_until timestamptz;

alter table channels
  -- What differs from the organization's.
  add column auto_resolve jsonb not null default '{}',
  add column reason_asked jsonb not null default '{"private": false, "public": false}';

create table resolution_reasons (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null,
  active boolean not null default true,
  -- Reasons the product itself knows, under whatever name.
  code text check (code in ('resolution_provided')),
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (organization_id, id)
);
create unique index resolution_reasons_name on resolution_reasons (organization_id, lower(name)) where deleted_at is null;
create unique index resolution_reasons_code on resolution_reasons (organization_id, code) where code is not null;
insert into resolution_reasons (organization_id, id, name, code)
  select id, gen_random_uuid(), case locale when 'fr' then 'Résolution apportée' else 'Resolution provided' end, 'resolution_provided'
  from organizations;

alter table conversations
  -- By our clock: since when in this status, and when the contact's last message came in.
  add column status_since timestamptz not null default now(),
  add column arrived_at timestamptz not null default now(),
  add column boomerang_at timestamptz,
  add column boomerang_note text,
  -- Null with a moment: the system's.
  add column boomerang_by uuid,
  -- The auto-resolve it arrived with: later changes of the settings are for later arrivals (W60).
  add column auto_resolve jsonb not null default '{"new": {"hours": 720, "reasonId": null}, "pending": {"hours": 720, "reasonId": null}}',
  -- Not after the moment it is resolved by itself: looked at then, and put off when a message has come meanwhile.
  add column resolve_at timestamptz,
  add column resolution_reason_id uuid,
  add column resolution_comment text,
  -- What the last change of status by a person can be taken back to.
  add column undo jsonb;
update conversations set resolve_at = now() + interval '30 days' where status in ('new', 'pending');

create index conversations_boomerang on conversations (boomerang_at) where boomerang_at is not null;
create index conversations_resolve on conversations (resolve_at) where resolve_at is not null;

alter table messages add column withdrawn_at timestamptz;
alter table outbox
  add column held_until timestamptz,
  -- The conversation before this reply, for taking it back.
  add column before jsonb;

do $$
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  alter table resolution_reasons enable row level security;
  create policy one_organization on resolution_reasons to guichet_app
    using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()));
  grant select, insert, update, delete on resolution_reasons to guichet_app;
end $$;
