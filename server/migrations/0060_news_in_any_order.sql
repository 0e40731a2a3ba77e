-- When its platform last told that a comment was hidden or shown, by the platform's clock: an older word changes nothing.
alter table messages add column hidden_changed_at timestamptz;
