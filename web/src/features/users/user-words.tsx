import type { UserView } from "@guichet/contract";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { StateBadge } from "../../ui/state-badge.tsx";

/** First and last name, as everywhere on the screen. */
export function nameOf(user: Pick<UserView, "firstName" | "lastName">): string {
  return `${user.firstName} ${user.lastName}`.trim();
}

const STATES = {
  invited: { tone: "info", word: "users.stateInvited" },
  active: { tone: "good", word: "users.stateActive" },
  deactivated: { tone: "plain", word: "users.stateDeactivated" },
} as const;

export function UserState({ state }: Pick<UserView, "state">): ReactNode {
  const { t } = useWords();
  return <StateBadge tone={STATES[state].tone}>{t(STATES[state].word)}</StateBadge>;
}

/** How many channels or teams somebody has. */
export function AccessWords({ user }: { readonly user: UserView }): ReactNode {
  const { t } = useWords();
  return user.accessMode === "teams"
    ? t("users.accessTeams", { count: user.teams.length })
    : t("users.accessChannels", { count: user.channels.length });
}
