-- A channel that is connected, but has not been heard of: its server does not answer. Guichet goes on trying by itself.
alter table channels add column silent boolean not null default false;
-- Since when it needs reconnection or is silent; null while it works.
alter table channels add column trouble_since timestamptz;
update channels set trouble_since = now() where state = 'needs_reconnection';
