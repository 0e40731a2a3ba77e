-- The second wall: the run-time role sees the rows of one organization, named by the connection that was lent out.
create function guichet_organization() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('guichet.organization_id', true), '')::uuid $$;

do $$
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    create role guichet_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
exception
  -- A server where this account may not make roles: `guichet doctor` says that the second wall is off.
  when insufficient_privilege then raise notice 'guichet_app could not be created';
  when duplicate_object then null;
  when unique_violation then null;
end $$;

do $$
declare
  t text;
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  execute format('grant guichet_app to %I', current_user);
  execute format('grant usage on schema %I to guichet_app', current_schema());
  foreach t in array array[
    'users', 'recovery_codes', 'sessions', 'teams', 'team_members', 'settings_changes', 'endpoints', 'channels', 'channel_values',
    'channel_access', 'team_channels', 'contacts', 'contact_attributes', 'identities', 'visitor_sessions', 'topics', 'conversations',
    'messages', 'message_html', 'early_news', 'attachments', 'drafts', 'read_marks', 'contact_read_marks', 'deliveries', 'outbox',
    'send_attempts', 'event_inbox', 'event_log', 'queue_counts'
  ] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy one_organization on %I to guichet_app using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()))', t);
    execute format('grant select, insert, update, delete on %I to guichet_app', t);
  end loop;
  alter table organizations enable row level security;
  create policy one_organization on organizations to guichet_app
    using (id = (select guichet_organization())) with check (id = (select guichet_organization()));
  grant select, update on organizations to guichet_app;
  -- Where the log stands; no content.
  grant select on event_head to guichet_app;
  -- Append-only: the log of settings and the event log are never rewritten at run time.
  revoke update, delete on settings_changes from guichet_app;
  revoke insert, update, delete on event_log from guichet_app;
  revoke update, delete on event_inbox from guichet_app;
end $$;
