/** People: who they are, what they reach, whether they are there. */
export { createTeam, setTeamChannels, setTeamMembers, setTeamOptions } from "./access/change-team.ts";
export {
  type ChannelGrants,
  grantChannel,
  listChannelGrants,
  setChannelGrants,
} from "./access/channel-grants.ts";
export { checkIds } from "./access/check-ids.ts";
export { listTeams } from "./access/list-teams.ts";
export { mayHave } from "./access/may-have.ts";
export { limitsOf, SIGHTS_OF_USER, seenBy, seenText } from "./access/sight.sql.ts";
export { isSeen, type Limits, NO_LIMITS, type Seen, type Sight } from "./access/sight.ts";
export { takesChannel } from "./access/takes-channel.ts";
export { teamRoutes } from "./access/teams.routes.ts";
export { countAvailable, listTeamsAtWork, type TeamAtWork } from "./access/teams-at-work.sql.ts";
export { listUnreachedChannels } from "./access/unreached-channels.sql.ts";
export { changeProfile } from "./account/change-profile.ts";
export { createUser } from "./account/create-user.ts";
export {
  type AccountPlace,
  type Credentials,
  clearTotp,
  confirmTotp,
  findAccountByEmail,
  findCredentials,
  hasAdmin,
  takeTotpStep,
  writeEmail,
  writePasswordHash,
  writeTotpSecret,
} from "./account/credentials.sql.ts";
export { foundOrganization } from "./account/found-organization.ts";
export {
  type AccountLink,
  findLink,
  makeLink,
  RESET_MINUTES,
  takeLink,
  voidLinks,
  voidSetUpLinks,
} from "./account/links.ts";
export { awayStateRoutes } from "./away-states/away-states.routes.ts";
export { listEnabledAwayStates } from "./away-states/away-states.sql.ts";
export { createAwayState } from "./away-states/change-away-state.ts";
export { ROLE_OF_USER_IN_CHANNEL, visibleChannelIds } from "./channel-access.sql.ts";
export { channelRolesOf } from "./channel-access.ts";
export { findColleagues, listColleagues, usersWithAccess } from "./colleague.ts";
export { getUserRow } from "./get-user.ts";
export { photoRoutes } from "./photo/photo.routes.ts";
export { findPhotoFiles } from "./photo/photo-files.sql.ts";
export { arrive, goOffline, heartbeat, heartbeats, setPresence, sweepPresence } from "./presence/presence.ts";
export { listDeactivated, noteUsersActive } from "./user-activity.ts";
export type { UserDeps } from "./user-deps.ts";
export { userRoutes } from "./users.routes.ts";
export type { UserRow } from "./users.sql.ts";
export { awayStateOf, fullName, photoUrl } from "./users.view.ts";
