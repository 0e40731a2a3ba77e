-- What people have put under a message on its platform: by whom (as the platform names them), since when, which emoji.
alter table messages add column reactions jsonb not null default '{}';
alter table early_news drop constraint early_news_kind_check;
alter table early_news add constraint early_news_kind_check check (kind in ('edited', 'deleted', 'delivery', 'reacted'));
