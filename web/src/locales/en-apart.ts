import { awayStates } from "./en/awayStates.ts";
import { channels } from "./en/channels.ts";
import { contactSettings } from "./en/contactSettings.ts";
import { help } from "./en/help.ts";
import { insightSettings } from "./en/insightSettings.ts";
import { knowledge } from "./en/knowledge.ts";
import { masking } from "./en/masking.ts";
import { notificationChoices } from "./en/notificationChoices.ts";
import { ownKeys } from "./en/ownKeys.ts";
import { privacy } from "./en/privacy.ts";
import { problems } from "./en/problems.ts";
import { profile } from "./en/profile.ts";
import { queue } from "./en/queue.ts";
import { reasons } from "./en/reasons.ts";
import { removeAssignment } from "./en/removeAssignment.ts";
import { search } from "./en/search.ts";
import { settings } from "./en/settings.ts";
import { signIn } from "./en/signIn.ts";
import { tags } from "./en/tags.ts";
import { teams } from "./en/teams.ts";
import { topicRequired } from "./en/topicRequired.ts";
import { topics } from "./en/topics.ts";
import { users } from "./en/users.ts";

/** The words that the Shared Inbox can do without: fetched by the pages that say them (signing in, profile, Settings, help). */
export const enApart = {
  awayStates,
  channels,
  contactSettings,
  help,
  insightSettings,
  knowledge,
  ownKeys,
  privacy,
  notificationChoices,
  masking,
  problems,
  profile,
  queue,
  reasons,
  removeAssignment,
  search,
  settings,
  signIn,
  tags,
  teams,
  topicRequired,
  topics,
  users,
};
