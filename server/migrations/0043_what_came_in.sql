-- What contacts have written, in the order in which it came in: for trying a rule on the past. Each message adds at the end.
create index messages_came_in on messages (organization_id, created_at, id) where kind = 'inbound';
