-- A file that could not be fetched, given up by a person: it is listed as a problem no more, and its place in the thread says so.
alter table attachments drop constraint attachments_state_check;
alter table attachments add constraint attachments_state_check
  check (state in ('pending', 'stored', 'failed', 'expired', 'discarded'));
