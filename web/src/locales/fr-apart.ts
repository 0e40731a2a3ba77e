import type { ApartCatalog } from "./catalog.ts";
import { accounts } from "./fr/accounts.ts";
import { apiKeys } from "./fr/apiKeys.ts";
import { automations } from "./fr/automations.ts";
import { autoResponders } from "./fr/autoResponders.ts";
import { awayStates } from "./fr/awayStates.ts";
import { businessHours } from "./fr/businessHours.ts";
import { channels } from "./fr/channels.ts";
import { contactSettings } from "./fr/contactSettings.ts";
import { help } from "./fr/help.ts";
import { insightSettings } from "./fr/insightSettings.ts";
import { instagramChannel } from "./fr/instagramChannel.ts";
import { knowledge } from "./fr/knowledge.ts";
import { masking } from "./fr/masking.ts";
import { notificationChoices } from "./fr/notificationChoices.ts";
import { ownKeys } from "./fr/ownKeys.ts";
import { prioritization } from "./fr/prioritization.ts";
import { privacy } from "./fr/privacy.ts";
import { problems } from "./fr/problems.ts";
import { profile } from "./fr/profile.ts";
import { queue } from "./fr/queue.ts";
import { reasons } from "./fr/reasons.ts";
import { removeAssignment } from "./fr/removeAssignment.ts";
import { rulesFile } from "./fr/rulesFile.ts";
import { search } from "./fr/search.ts";
import { settings } from "./fr/settings.ts";
import { signIn } from "./fr/signIn.ts";
import { skillSets } from "./fr/skillSets.ts";
import { slaSettings } from "./fr/slaSettings.ts";
import { smsChannel } from "./fr/smsChannel.ts";
import { tags } from "./fr/tags.ts";
import { teams } from "./fr/teams.ts";
import { topicRequired } from "./fr/topicRequired.ts";
import { topics } from "./fr/topics.ts";
import { tryOut } from "./fr/tryOut.ts";
import { users } from "./fr/users.ts";
import { wechatAccounts } from "./fr/wechatAccounts.ts";
import { xAccounts } from "./fr/xAccounts.ts";

/** The French words that the Shared Inbox can do without. */
export const frApart: ApartCatalog = {
  automations,
  autoResponders,
  awayStates,
  businessHours,
  accounts,
  apiKeys,
  channels,
  contactSettings,
  help,
  insightSettings,
  knowledge,
  ownKeys,
  prioritization,
  privacy,
  notificationChoices,
  masking,
  problems,
  profile,
  queue,
  reasons,
  removeAssignment,
  rulesFile,
  search,
  settings,
  signIn,
  skillSets,
  slaSettings,
  instagramChannel,
  smsChannel,
  tags,
  teams,
  topicRequired,
  topics,
  tryOut,
  users,
  wechatAccounts,
  xAccounts,
};
