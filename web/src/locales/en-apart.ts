import { accounts } from "./en/accounts.ts";
import { apiKeys } from "./en/apiKeys.ts";
import { automations } from "./en/automations.ts";
import { autoResponders } from "./en/autoResponders.ts";
import { awayStates } from "./en/awayStates.ts";
import { businessHours } from "./en/businessHours.ts";
import { channels } from "./en/channels.ts";
import { contactSettings } from "./en/contactSettings.ts";
import { help } from "./en/help.ts";
import { insightSettings } from "./en/insightSettings.ts";
import { instagramChannel } from "./en/instagramChannel.ts";
import { knowledge } from "./en/knowledge.ts";
import { masking } from "./en/masking.ts";
import { notificationChoices } from "./en/notificationChoices.ts";
import { ownKeys } from "./en/ownKeys.ts";
import { prioritization } from "./en/prioritization.ts";
import { privacy } from "./en/privacy.ts";
import { problems } from "./en/problems.ts";
import { profile } from "./en/profile.ts";
import { queue } from "./en/queue.ts";
import { reasons } from "./en/reasons.ts";
import { removeAssignment } from "./en/removeAssignment.ts";
import { rulesFile } from "./en/rulesFile.ts";
import { search } from "./en/search.ts";
import { settings } from "./en/settings.ts";
import { signIn } from "./en/signIn.ts";
import { skillSets } from "./en/skillSets.ts";
import { slaSettings } from "./en/slaSettings.ts";
import { smsChannel } from "./en/smsChannel.ts";
import { tags } from "./en/tags.ts";
import { teams } from "./en/teams.ts";
import { topicRequired } from "./en/topicRequired.ts";
import { topics } from "./en/topics.ts";
import { tryOut } from "./en/tryOut.ts";
import { users } from "./en/users.ts";
import { wechatAccounts } from "./en/wechatAccounts.ts";
import { xAccounts } from "./en/xAccounts.ts";

/** The words that the Shared Inbox can do without: fetched by the pages that say them (signing in, profile, Settings, help). */
export const enApart = {
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
