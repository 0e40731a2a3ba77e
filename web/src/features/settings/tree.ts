import {
  IconAdjustments,
  IconAlertTriangle,
  IconHistory,
  IconMessages,
  IconUser,
  IconUsersGroup,
} from "@tabler/icons-react";
import type { WordKey } from "../../locales/catalog.ts";
import type { Icon } from "../../ui/icon.ts";

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
        to: "/settings/audit-log",
        word: "settings.auditLog",
        text: "settings.auditLogText",
        search: "settings.searchAuditLog",
        icon: IconHistory,
      },
    ],
  },
];
