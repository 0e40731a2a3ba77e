import type { ChannelView, TeamId, TeamView } from "@guichet/contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useWords } from "../../locales/use-words.ts";
import { Notice } from "../../ui/notice.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import classes from "./routing.module.css";
import { TeamSwitches } from "./team-switches.tsx";

/** Configure default fallback teams: each choice is saved at once and can be taken back (R61). */
export function FallbackTeams({ teamIds }: { readonly teamIds: readonly TeamId[] }): ReactNode {
  const { t, locale } = useWords();
  const change = useChange();
  const teams = useQuery(queries.teams()).data?.items;
  const channels = useQuery(queries.channels()).data?.items;
  const uncovered = teams && channels ? uncoveredBy(teamIds, teams, channels) : [];
  return (
    <div className={classes.list}>
      {uncovered.length > 0 && (
        <Notice tone="warning">
          {t("skillSets.fallbackUncovered", {
            count: uncovered.length,
            channels: new Intl.ListFormat(locale).format(uncovered),
          })}
        </Notice>
      )}
      <TeamSwitches
        label={t("skillSets.fallbackTitle")}
        on={teamIds}
        switches={t("skillSets.isFallback")}
        switchLabel={(team) => t("skillSets.fallbackFor", { team })}
        onSwitch={(team, on) => void change(team, on, true)}
      />
    </div>
  );
}

/** Channels for which no fallback team can take anything. Pure. */
export function uncoveredBy(
  fallback: readonly TeamId[],
  teams: readonly TeamView[],
  channels: readonly Pick<ChannelView, "id" | "name">[],
): string[] {
  const taking = teams.filter((team) => fallback.includes(team.id) && team.memberCount > 0);
  return channels
    .filter((channel) => !taking.some((team) => team.channelIds.includes(channel.id)))
    .map((channel) => channel.name);
}

function useChange(): (team: TeamView, on: boolean, tell: boolean) => Promise<void> {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const say = useRefusalWords();
  const key = queries.fallbackTeams().queryKey;
  const change = async (team: TeamView, on: boolean, tell: boolean): Promise<void> => {
    cache.setQueryData(key, (before = []) => [...before.filter((id) => id !== team.id), ...(on ? [team.id] : [])]);
    try {
      const params = { teamId: team.id };
      const { teamIds } = await call(on ? routes.addFallbackTeam : routes.removeFallbackTeam, { params });
      cache.setQueryData(key, teamIds);
      const message = t(on ? "skillSets.fallbackOn" : "skillSets.fallbackOff", { team: team.name });
      if (tell) toasts.show({ message, undo: () => void change(team, !on, false) });
    } catch (error) {
      toasts.show({ message: say(error), tone: "bad" });
      await cache.invalidateQueries({ queryKey: key });
    }
    await cache.invalidateQueries({ queryKey: queries.routing().queryKey });
  };
  return change;
}
