-- That an Idempotency-Key was used (R168) is known also when its message was deleted with its contact: a program that repeats an old
-- call must not write to them again. Hashed, and nothing of the contact or of what was said.
create table used_idempotency_keys (
  organization_id uuid not null,
  key_id uuid not null,
  idempotency_hash text not null,
  primary key (organization_id, key_id, idempotency_hash),
  foreign key (organization_id, key_id) references api_keys (organization_id, id)
);

insert into used_idempotency_keys (organization_id, key_id, idempotency_hash)
select organization_id, key_id, encode(sha256(convert_to(key_id::text || ' ' || idempotency_key, 'UTF8')), 'hex')
from proactive_messages where idempotency_key is not null;

do $$
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  alter table used_idempotency_keys enable row level security;
  create policy one_organization on used_idempotency_keys to guichet_app
    using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()));
  grant select, insert, update, delete on used_idempotency_keys to guichet_app;
end $$;
