import type { ApartCatalog } from "./catalog.ts";
import { awayStates } from "./fr/awayStates.ts";
import { channels } from "./fr/channels.ts";
import { contactSettings } from "./fr/contactSettings.ts";
import { help } from "./fr/help.ts";
import { insightSettings } from "./fr/insightSettings.ts";
import { knowledge } from "./fr/knowledge.ts";
import { masking } from "./fr/masking.ts";
import { notificationChoices } from "./fr/notificationChoices.ts";
import { ownKeys } from "./fr/ownKeys.ts";
import { privacy } from "./fr/privacy.ts";
import { problems } from "./fr/problems.ts";
import { profile } from "./fr/profile.ts";
import { queue } from "./fr/queue.ts";
import { reasons } from "./fr/reasons.ts";
import { removeAssignment } from "./fr/removeAssignment.ts";
import { search } from "./fr/search.ts";
import { settings } from "./fr/settings.ts";
import { signIn } from "./fr/signIn.ts";
import { tags } from "./fr/tags.ts";
import { teams } from "./fr/teams.ts";
import { topicRequired } from "./fr/topicRequired.ts";
import { topics } from "./fr/topics.ts";
import { users } from "./fr/users.ts";

/** The French words that the Shared Inbox can do without. */
export const frApart: ApartCatalog = {
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
