import type { WordKey } from "../../locales/catalog.ts";
import type { Say } from "../../locales/use-words.ts";

const KNOWN: Readonly<Record<string, WordKey>> = {
  name: "teams.name",
  firstName: "users.firstName",
  lastName: "users.lastName",
  email: "users.email",
  userReference: "users.userReference",
  shortCode: "users.shortCode",
  accountRole: "users.accountRole",
  accessMode: "users.accessMode",
  channels: "teams.channels",
  channelIds: "teams.channels",
  teams: "teams.title",
  teamIds: "teams.title",
  members: "teams.members",
  users: "users.title",
  locale: "signIn.language",
  timeZone: "signIn.timeZone",
  afterReply: "settings.afterReply",
  inactiveSessionMinutes: "settings.inactiveMinutes",
  platform: "channels.platform",
  autoAssign: "channels.autoAssign",
  grantToAll: "channels.grantToAll",
  paused: "channels.statePaused",
  note: "problems.note",
};

/** Words for a field of a change; a setting deep in a channel shows its path. */
export function fieldWords(field: string, t: Say): string {
  const word = KNOWN[field];
  return word ? t(word) : field.replace(/^settings\./, "");
}
