export { visibleChannelIds, visibleChannels } from "./channel-access.sql.ts";
export { channelRolesOf, type Scope } from "./channel-access.ts";
export { listColleagues, usersWithAccess } from "./colleague.ts";
export { listDeactivated, noteUserActive } from "./user-activity.ts";
export { fullName } from "./users.view.ts";
