-- What somebody wrote in public, and the brand passed on to its own readers.
alter table messages add column reposted_at timestamptz;
