import type { TeamView } from "@guichet/contract";
import type { ReactNode } from "react";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { Records } from "../../ui/records.tsx";

/** Every team with its size. */
export function TeamList({ teams }: { readonly teams: readonly TeamView[] }): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  return (
    <Records
      label={t("teams.title")}
      rows={teams.toSorted((a, b) => a.name.localeCompare(b.name))}
      keyOf={(team) => team.id}
      to={(team) => `/settings/teams/${team.id}`}
      columns={[
        { key: "name", label: t("teams.name"), cell: (team) => <strong>{team.name}</strong> },
        {
          key: "members",
          label: t("teams.members"),
          cell: (team) => t("teams.memberCount", { count: team.memberCount }),
        },
        {
          key: "channels",
          label: t("teams.channels"),
          cell: (team) => t("teams.channelCount", { count: team.channelIds.length }),
        },
        {
          key: "created",
          label: t("teams.created"),
          secondary: true,
          cell: (team) => dates.format(team.createdAt, "date"),
        },
      ]}
    />
  );
}
