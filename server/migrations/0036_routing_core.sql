-- What the choice of a team leaves on a conversation.
alter table conversations
  -- A person placed it with its team: no rule moves it until it is resolved, or the team is gone or loses the channel.
  add column team_by_hand boolean not null default false,
  -- Sort key of New: the higher, the sooner (analytics 7).
  add column priority int not null default 0;
