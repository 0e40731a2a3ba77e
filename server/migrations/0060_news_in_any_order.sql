-- When its platform last told that a comment was hidden or shown, by the platform's clock: an older word changes nothing.
alter table messages add column hidden_changed_at timestamptz;

-- Reactions that came before their message: one row a person. The key stays what it was, so that the former version can go on
-- writing; the kind says by whom.
alter table early_news drop constraint early_news_kind_check;
alter table early_news add constraint early_news_kind_check
  check (kind in ('edited', 'deleted', 'delivery', 'reacted', 'hidden') or kind like 'reacted %');

-- A message of ours that left in pieces (a text and a photo, an album, a long text): the platform's ids of those by which it is
-- not named itself. What is told of them is told of the message.
create table sent_pieces (
  organization_id uuid not null,
  channel_id uuid not null,
  external_id text not null,
  message_id uuid not null,
  primary key (organization_id, channel_id, external_id),
  foreign key (organization_id, message_id) references messages (organization_id, id) on delete cascade
);
create index sent_pieces_message on sent_pieces (organization_id, message_id);
insert into sent_pieces (organization_id, channel_id, external_id, message_id)
select m.organization_id, m.channel_id, piece, m.id from messages m
cross join lateral jsonb_array_elements_text(
  case when jsonb_typeof(m.context -> 'alsoSentAs') = 'array' then m.context -> 'alsoSentAs' else '[]' end) piece
where m.kind = 'outbound' and m.context ? 'alsoSentAs' and length(piece) between 1 and 500
on conflict do nothing;

do $$
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  alter table sent_pieces enable row level security;
  create policy one_organization on sent_pieces to guichet_app
    using (organization_id = (select guichet_organization()))
    with check (organization_id = (select guichet_organization()));
  grant select, insert, update, delete on sent_pieces to guichet_app;
end $$;
