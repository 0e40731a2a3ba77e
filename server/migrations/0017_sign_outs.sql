-- Remove assignment on sign-out (W76, W77): off unless an Admin wants it.
alter table organizations add column remove_assignment boolean not null default false;

-- Who has signed out and may still come back in time; gone once that is settled.
create table sign_outs (
  organization_id uuid not null,
  user_id uuid not null,
  signed_out_at timestamptz not null,
  -- When their New conversations are given back.
  due_at timestamptz not null,
  primary key (organization_id, user_id),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);
create index sign_outs_due on sign_outs (due_at);

do $$
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  alter table sign_outs enable row level security;
  create policy one_organization on sign_outs to guichet_app
    using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()));
  grant select, insert, update, delete on sign_outs to guichet_app;
end $$;
