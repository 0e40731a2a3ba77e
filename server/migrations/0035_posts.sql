-- The post or advertisement that a public conversation belongs to (W87).
create table conversation_posts (
  organization_id uuid not null,
  conversation_id uuid not null,
  text text not null,
  url text,
  dark boolean not null,
  -- Its picture: where it comes from, and the attachment that it became.
  image_ref text,
  image_id uuid,
  primary key (organization_id, conversation_id),
  foreign key (organization_id, conversation_id) references conversations (organization_id, id) on delete cascade
);

-- A post's picture hangs on the message that brought it, and is not the message's own.
alter table attachments add column of_post boolean not null default false;

do $$
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  alter table conversation_posts enable row level security;
  create policy one_organization on conversation_posts to guichet_app
    using (organization_id = (select guichet_organization()))
    with check (organization_id = (select guichet_organization()));
  grant select, insert, update, delete on conversation_posts to guichet_app;
end $$;
