-- Marked unread by hand, by one person for themselves: from this entry on, null: not. `seq` stays: that it was seen once is
-- shown to contacts and told in a message's life line, and is not taken back. `unread_turn` counts how often the mark was set or
-- taken away, so that browsers know which of two tidings is the newer one.
alter table read_marks add column unread_from int;
alter table read_marks add column unread_turn int not null default 0;
