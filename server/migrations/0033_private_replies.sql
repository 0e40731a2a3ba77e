-- A comment and the private reply to it know one another: a comment has at most one (W93).
alter table messages add column linked_id uuid;
