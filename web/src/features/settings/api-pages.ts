import { IconKey } from "@tabler/icons-react";
import type { SettingsGroup } from "./tree.ts";

/** Settings > Integration and APIs. */
export const API_PAGES: SettingsGroup = {
  word: "settings.groupApis",
  pages: [
    {
      to: "/settings/api-keys",
      word: "apiKeys.title",
      text: "apiKeys.text",
      search: "apiKeys.search",
      icon: IconKey,
    },
  ],
};
