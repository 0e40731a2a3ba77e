-- When its platform last told that a comment was hidden or shown, by the platform's clock: an older word changes nothing.
alter table messages add column hidden_changed_at timestamptz;

-- Reactions that came before their message: one row a person. The key stays what it was, so that the former version can go on
-- writing; the kind says by whom.
alter table early_news drop constraint early_news_kind_check;
alter table early_news add constraint early_news_kind_check
  check (kind in ('edited', 'deleted', 'delivery', 'reacted', 'hidden') or kind like 'reacted %');
