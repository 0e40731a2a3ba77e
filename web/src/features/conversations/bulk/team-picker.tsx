import type { BulkSelection, TeamId } from "@guichet/contract";
import { IconUsersGroup } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { useWords } from "../../../locales/use-words.ts";
import { type PickItem, PickList } from "../../../ui/pick-list.tsx";
import { keys } from "../keys.ts";
import { foldText } from "../queue/fold-text.ts";
import { Picker } from "./picker.tsx";

type Props = { readonly selection: BulkSelection; readonly onPick: (teamId: TeamId | null) => void };
const NONE = "none";

/** To which team all of it goes: none, or one that takes its channels, all of them or some (W79). */
export function TeamPicker({ selection, onPick }: Props): ReactNode {
  const { t } = useWords();
  return (
    <Picker name="team" label={t("bulk.moveToTeam")} icon={IconUsersGroup}>
      {(close) => (
        <Teams
          selection={selection}
          onPick={(teamId) => {
            close();
            onPick(teamId);
          }}
        />
      )}
    </Picker>
  );
}

function Teams({ selection, onPick }: Props): ReactNode {
  const { t } = useWords();
  const { data: teams, isError } = useQuery({
    queryKey: keys.bulkTeams(selection),
    queryFn: async ({ signal }) => (await call(routes.listBulkTeams, { body: { selection }, signal })).items,
    staleTime: 5000,
    gcTime: 0,
  });
  const find = (typed: string): PickItem[] => {
    const wanted = foldText(typed);
    const found = (teams ?? [])
      .filter((team) => foldText(team.name).includes(wanted))
      .map((team) => ({
        id: team.id,
        label: team.name,
        hint: team.everywhere ? t("routing.there", { available: team.available }) : t("bulk.onlySome"),
      }));
    return wanted === "" ? [{ id: NONE, label: t("routing.noTeam") }, ...found] : found;
  };
  return (
    <PickList
      label={t("routing.searchTeams")}
      placeholder={t("routing.searchTeams")}
      find={find}
      onPick={(id) => onPick(id === NONE ? null : (teams?.find((team) => team.id === id)?.id ?? null))}
      empty={t("routing.noTeams")}
      foot={t(isError ? "bulk.teamsFailed" : teams === undefined ? "ui.loading" : "bulk.teamHint")}
      isLoading={teams === undefined && !isError}
    />
  );
}
