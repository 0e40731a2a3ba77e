export { visibleChannelIds, visibleChannels } from "./channel-access.sql.ts";
export { channelRolesOf, type Scope } from "./channel-access.ts";
export { listColleagues, usersWithAccess } from "./colleague.ts";
