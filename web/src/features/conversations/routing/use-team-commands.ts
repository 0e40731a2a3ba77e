import type { ConversationRow, TeamOption } from "@guichet/contract";
import { IconUsersGroup } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { type Choice, useCommand } from "../../../ui/commands.tsx";
import type { Team } from "../use-conversation-actions.ts";
import { listTeamOptions } from "./team-options.ts";

const ASK_AFTER = 1100;

/** The key opens the teams in the assignment menu; in the palette one chooses there (W79). */
export function useTeamCommands(row: ConversationRow, onTeam: (team: Team | null) => void): void {
  const { t } = useWords();
  const cache = useQueryClient();
  const movable = row.abilities.includes("assign") && row.status !== "resolved";
  const { id } = row;
  useEffect(() => {
    if (!movable) return;
    const timer = setTimeout(() => void cache.prefetchQuery(listTeamOptions(id)), ASK_AFTER);
    return () => clearTimeout(timer);
  }, [cache, id, movable]);
  const choices = (): readonly Choice[] => {
    const teams = cache.getQueryData<readonly TeamOption[]>(listTeamOptions(id).queryKey) ?? [];
    return [
      { id: "none", label: t("routing.noTeam"), run: () => onTeam(null) },
      ...teams.map((team) => ({
        id: team.id,
        label: team.name,
        hint: t("routing.there", { available: team.available }),
        run: () => onTeam(team),
      })),
    ];
  };
  useCommand({
    id: "conversation.team",
    label: t("routing.moveToTeam"),
    group: t("conversations.group"),
    icon: IconUsersGroup,
    when: movable,
    choices,
    run: () => {
      const button = document.querySelector<HTMLElement>("[data-assignment]");
      if (button === null) return;
      button.dataset.wanted = "team";
      button.click();
    },
  });
}
