-- REST API keys (R167), and the tokens of an hour that their secrets are exchanged for. Secrets and tokens are hashed.
create table api_keys (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null,
  client_id text not null,
  secret_hash text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  -- Under the name they had then: the key is the organization's, and outlives who made it.
  created_by text not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (organization_id, id)
);
-- One of the narrow look-ups outside the second wall: a client id names its organization.
create unique index api_keys_client on api_keys (client_id);
create unique index api_keys_name on api_keys (organization_id, lower(name)) where revoked_at is null;

create table api_tokens (
  organization_id uuid not null,
  key_id uuid not null,
  token_hash text not null,
  scopes text[] not null,
  ends_at timestamptz not null,
  primary key (organization_id, token_hash),
  foreign key (organization_id, key_id) references api_keys (organization_id, id) on delete cascade
);
-- The other one: a token names its organization.
create unique index api_tokens_token on api_tokens (token_hash);
create index api_tokens_key on api_tokens (organization_id, key_id);
create index api_tokens_ends on api_tokens (ends_at);

do $$
declare
  t text;
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  foreach t in array array['api_keys', 'api_tokens'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy one_organization on %I to guichet_app using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()))', t);
    execute format('grant select, insert, update, delete on %I to guichet_app', t);
  end loop;
end $$;
