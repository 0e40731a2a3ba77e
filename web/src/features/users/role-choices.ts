import type { ChannelRole } from "@guichet/contract";
import { useWords } from "../../locales/use-words.ts";

export const ROLES: readonly ChannelRole[] = ["viewer", "contributor", "supervisor"];
const WORDS = {
  viewer: "settings.roleViewer",
  contributor: "settings.roleContributor",
  supervisor: "settings.roleSupervisor",
} as const;

/** The channel roles, for a control. */
export function useRoleChoices(): { value: ChannelRole; label: string }[] {
  const { t } = useWords();
  return ROLES.map((role) => ({ value: role, label: t(WORDS[role]) }));
}
