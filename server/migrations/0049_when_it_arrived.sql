-- For the life line of a message: when its platform told that it had arrived, and that it was read.
alter table messages add column delivered_at timestamptz, add column read_at timestamptz;
