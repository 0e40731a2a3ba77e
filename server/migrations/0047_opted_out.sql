-- Since when a contact does not want to be written to on a channel (STOP), and when that last changed: what is told late, or
-- twice, changes nothing.
alter table identities add column opted_out_at timestamptz;
alter table identities add column opt_changed_at timestamptz;
