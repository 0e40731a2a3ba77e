-- The sweep of files asks which attachment names a file.
create index attachments_file on attachments (file) where file is not null;
-- When Admins were last written to about this channel's silence: a mailbox that comes and goes writes once an hour.
alter table channels add column silence_told_at timestamptz;
