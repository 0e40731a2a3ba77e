import type { TeamId, TeamView } from "@guichet/contract";
import { Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { queries } from "../../api/queries.ts";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Records } from "../../ui/records.tsx";
import { RowSkeletons } from "../../ui/skeletons.tsx";
import classes from "./routing.module.css";

type Props = {
  readonly label: string;
  readonly on: readonly TeamId[];
  /** Above the switches. */
  readonly switches: string;
  readonly switchLabel: (team: string) => string;
  readonly hintOf?: (team: TeamView) => string | undefined;
  readonly onSwitch: (team: TeamView, on: boolean) => void;
};

/** Every team with its channels and members, and a switch that is saved at once (R40, R61). */
export function TeamSwitches({ label, on, switches, switchLabel, hintOf, onSwitch }: Props): ReactNode {
  const { t } = useWords();
  const { data: teams, error, refetch } = useQuery(queries.teams());
  const channels = useQuery(queries.channels()).data?.items ?? [];
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (teams === undefined) return <RowSkeletons avatar={false} rows={3} />;
  if (teams.items.length === 0)
    return (
      <p className={classes.nothing}>
        {t("skillSets.appliedNone")} <Link to="/settings/teams">{t("skillSets.addTeams")}</Link>
      </p>
    );
  const channelsOf = (team: TeamView): string =>
    channels
      .filter((one) => team.channelIds.includes(one.id))
      .map((one) => one.name)
      .join(", ");
  return (
    <Records
      label={label}
      rows={teams.items}
      keyOf={(team) => team.id}
      columns={[
        { key: "team", label: t("skillSets.team"), cell: (team) => <Team team={team} hint={hintOf?.(team)} /> },
        {
          key: "channels",
          label: t("skillSets.channels"),
          secondary: true,
          cell: (team) => (
            <bdi className={classes.some} title={channelsOf(team)}>
              {channelsOf(team) || t("skillSets.noChannels")}
            </bdi>
          ),
        },
        {
          key: "members",
          label: t("skillSets.members"),
          cell: (team) => t("skillSets.membersCount", { count: team.memberCount }),
        },
        {
          key: "on",
          label: switches,
          cell: (team) => (
            <Switch
              aria-label={switchLabel(team.name)}
              checked={on.includes(team.id)}
              onChange={(event) => onSwitch(team, event.currentTarget.checked)}
            />
          ),
        },
      ]}
    />
  );
}

function Team({ team, hint }: { readonly team: TeamView; readonly hint: string | undefined }): ReactNode {
  const { t } = useWords();
  const idle = team.channelIds.length === 0 || team.memberCount === 0;
  const said = [idle && t("skillSets.takesNothing"), hint].filter(Boolean).join(" · ");
  return (
    <span className={classes.team}>
      <strong>
        <bdi>{team.name}</bdi>
      </strong>
      {said !== "" && <span className={classes.small}>{said}</span>}
    </span>
  );
}
