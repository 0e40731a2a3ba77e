-- Claims go from channel to channel (outbox_ready_of_channel). This older index led the planner to read all that was ready for
-- each of them, whenever it had last counted before much became ready at once.
drop index outbox_ready;
