import {
  IconAddressBook,
  IconAdjustments,
  IconAlarm,
  IconAlertTriangle,
  IconBook2,
  IconChecklist,
  IconClockHour4,
  IconCoffee,
  IconEraser,
  IconEyeOff,
  IconFileExport,
  IconFlame,
  IconGauge,
  IconHash,
  IconHistory,
  IconHourglass,
  IconMessageBolt,
  IconMessageOff,
  IconMessages,
  IconRobot,
  IconRoute,
  IconTag,
  IconTagStarred,
  IconUser,
  IconUserMinus,
  IconUserOff,
  IconUsers,
  IconUsersGroup,
  IconUserX,
} from "@tabler/icons-react";
import type { WordKey } from "../../locales/catalog.ts";
import type { Icon } from "../../ui/icon.ts";
import { API_PAGES } from "./api-pages.ts";

export type SettingsPage = {
  readonly to: string;
  readonly word: WordKey;
  readonly text: WordKey;
  /** Other words one may look for it by. */
  readonly search: WordKey;
  readonly icon: Icon;
};
export type SettingsGroup = { readonly word: WordKey; readonly pages: readonly SettingsPage[] };

/** Every page of Settings, in its groups. A new page is one entry here and one route. */
export const SETTINGS: readonly SettingsGroup[] = [
  {
    word: "settings.groupChannels",
    pages: [
      {
        to: "/settings/channels",
        word: "settings.channels",
        text: "settings.channelsText",
        search: "settings.searchChannels",
        icon: IconMessages,
      },
      {
        to: "/settings/business-hours",
        word: "businessHours.title",
        text: "businessHours.text",
        search: "businessHours.search",
        icon: IconClockHour4,
      },
      {
        to: "/settings/delivery-problems",
        word: "settings.problems",
        text: "settings.problemsText",
        search: "settings.searchProblems",
        icon: IconAlertTriangle,
      },
    ],
  },
  {
    word: "settings.groupPeople",
    pages: [
      {
        to: "/settings/agents",
        word: "settings.agents",
        text: "settings.agentsText",
        search: "settings.searchAgents",
        icon: IconUser,
      },
      {
        to: "/settings/teams",
        word: "settings.teams",
        text: "settings.teamsText",
        search: "settings.searchTeams",
        icon: IconUsersGroup,
      },
    ],
  },
  {
    word: "settings.groupRouting",
    pages: [
      {
        to: "/settings/remove-assignment",
        word: "removeAssignment.title",
        text: "removeAssignment.short",
        search: "removeAssignment.search",
        icon: IconUserMinus,
      },
      {
        to: "/settings/topics",
        word: "settings.topics",
        text: "settings.topicsText",
        search: "settings.searchTopics",
        icon: IconTag,
      },
      {
        to: "/settings/tags",
        word: "settings.tags",
        text: "settings.tagsText",
        search: "settings.searchTags",
        icon: IconHash,
      },
      {
        to: "/settings/automations",
        word: "automations.title",
        text: "automations.short",
        search: "automations.searchPage",
        icon: IconRobot,
      },
      {
        to: "/settings/skill-sets",
        word: "skillSets.title",
        text: "skillSets.text",
        search: "skillSets.searchWords",
        icon: IconRoute,
      },
      {
        to: "/settings/contact-groups",
        word: "contactSettings.groups",
        text: "contactSettings.groupsText",
        search: "contactSettings.groupsSearch",
        icon: IconUsers,
      },
      {
        to: "/settings/prioritization",
        word: "prioritization.title",
        text: "prioritization.short",
        search: "prioritization.search",
        icon: IconFlame,
      },
      {
        to: "/settings/rules-file",
        word: "rulesFile.title",
        text: "rulesFile.short",
        search: "rulesFile.searchWords",
        icon: IconFileExport,
      },
    ],
  },
  {
    word: "settings.groupQueue",
    pages: [
      {
        to: "/settings/queue",
        word: "settings.queue",
        text: "settings.queueText",
        search: "settings.searchQueue",
        icon: IconHourglass,
      },
      {
        to: "/settings/sla-policies",
        word: "slaSettings.title",
        text: "slaSettings.text",
        search: "slaSettings.search",
        icon: IconAlarm,
      },
    ],
  },
  {
    word: "settings.groupVirtualAgents",
    pages: [
      {
        to: "/settings/auto-responders",
        word: "autoResponders.title",
        text: "autoResponders.text",
        search: "autoResponders.search",
        icon: IconMessageBolt,
      },
    ],
  },
  {
    word: "settings.groupWorkspace",
    pages: [
      {
        to: "/settings/contact-attributes",
        word: "contactSettings.attributes",
        text: "contactSettings.attributesText",
        search: "contactSettings.attributesSearch",
        icon: IconAddressBook,
      },
      {
        to: "/settings/away-states",
        word: "settings.awayStates",
        text: "settings.awayStatesText",
        search: "settings.searchAwayStates",
        icon: IconCoffee,
      },
      {
        to: "/settings/topic-required",
        word: "settings.topicRequired",
        text: "settings.topicRequiredText",
        search: "settings.searchTopicRequired",
        icon: IconTagStarred,
      },
      {
        to: "/settings/insights",
        word: "insightSettings.title",
        text: "insightSettings.text",
        search: "insightSettings.search",
        icon: IconGauge,
      },
      {
        to: "/settings/resolution-reasons",
        word: "settings.reasons",
        text: "settings.reasonsText",
        search: "settings.searchReasons",
        icon: IconChecklist,
      },
      {
        to: "/settings/knowledge",
        word: "settings.knowledge",
        text: "settings.knowledgeText",
        search: "settings.searchKnowledge",
        icon: IconBook2,
      },
    ],
  },
  API_PAGES,
  {
    word: "settings.groupOrganization",
    pages: [
      {
        to: "/settings/preferences",
        word: "settings.preferences",
        text: "settings.preferencesText",
        search: "settings.searchPreferences",
        icon: IconAdjustments,
      },
    ],
  },
  {
    word: "settings.groupPrivacy",
    pages: [
      {
        to: "/settings/pii-handling",
        word: "masking.title",
        text: "masking.text",
        search: "masking.search",
        icon: IconEyeOff,
      },
      {
        to: "/settings/audit-log",
        word: "settings.auditLog",
        text: "settings.auditLogText",
        search: "settings.searchAuditLog",
        icon: IconHistory,
      },
      {
        to: "/settings/auto-clear",
        word: "contactSettings.autoClear",
        text: "contactSettings.autoClearText",
        search: "contactSettings.autoClearSearch",
        icon: IconEraser,
      },
      {
        to: "/settings/muted-contacts",
        word: "privacy.mutedContacts",
        text: "privacy.mutedContactsText",
        search: "privacy.mutedContactsSearch",
        icon: IconUserOff,
      },
      {
        to: "/settings/muted-posts",
        word: "privacy.mutedPosts",
        text: "privacy.mutedPostsText",
        search: "privacy.mutedPostsSearch",
        icon: IconMessageOff,
      },
      {
        to: "/settings/deleted-contacts",
        word: "privacy.deletedContacts",
        text: "privacy.deletedContactsText",
        search: "privacy.deletedContactsSearch",
        icon: IconUserX,
      },
    ],
  },
];
