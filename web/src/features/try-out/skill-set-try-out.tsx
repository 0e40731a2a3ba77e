import type { SkillSetTryOut as Told } from "@guichet/contract";
import type { SkillRule } from "@guichet/contract/skill-rules";
import { MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useMe } from "../../api/me.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { SectionHeader } from "../../ui/section-header.tsx";
import { DayChart } from "./day-chart.tsx";
import { FoundConversations } from "./found-conversations.tsx";
import { RuleTrial } from "./rule-trial.tsx";
import { Summary } from "./summary.tsx";
import { TeamFlow } from "./team-flow.tsx";
import classes from "./try-out.module.css";
import { TryOutFrame } from "./try-out-frame.tsx";
import { useTryOut } from "./use-try-out.ts";

type Body = NonNullable<NonNullable<(typeof routes.trySkillSet)["types"]>["body"]>;
export type SkillSetDraft = {
  /** Null: it was never saved. */
  readonly id: Body["id"];
  readonly rule: SkillRule;
  readonly ready: boolean;
  /** To which it leads now. */
  readonly teamIds: Body["teamIds"];
  /** Rules by group, in words, and what a topic or a contact group is called. */
  readonly rules: readonly (readonly string[])[];
  readonly nameOf: (id: string) => string;
};

/** A skill set as it stands in the form, tried on the conversations of the last days (R40). */
export function SkillSetTryOut({ draft }: { readonly draft: SkillSetDraft }): ReactNode {
  const { t } = useWords();
  const { timeZone } = useMe();
  const [days, setDays] = useState(30);
  const [chosen, setChosen] = useState<string[] | null>(null);
  const [channels, setChannels] = useState<string[]>([]);
  const teams = useQuery(queries.teams()).data?.items ?? [];
  const channelItems = useQuery(queries.channels()).data?.items ?? [];
  const { start, stop, told, ...state } = useTryOut<Body, Told>(routes.trySkillSet);
  const teamIds = chosen === null ? draft.teamIds : teams.filter(({ id }) => chosen.includes(id)).map(({ id }) => id);
  const channelIds = channelItems.filter(({ id }) => channels.includes(id)).map(({ id }) => id);
  const body = { id: draft.id, rule: draft.rule, teamIds, channelIds, days, timeZone };
  const teamName = (id: string | null): string =>
    id === null ? t("tryOut.noTeam") : (teams.find((one) => one.id === id)?.name ?? t("tryOut.teamGone"));
  return (
    <section className={classes.whole} aria-labelledby="skill-set-try-out">
      <SectionHeader title={t("tryOut.title")} id="skill-set-try-out">
        {t("tryOut.skillSetText")}
      </SectionHeader>
      <TryOutFrame
        {...state}
        days={days}
        onDays={setDays}
        unready={draft.ready ? undefined : t("tryOut.unready")}
        stale={told !== null && told.of !== JSON.stringify(body)}
        onStart={() => void start(body)}
        onStop={stop}
      >
        <MultiSelect
          label={t("tryOut.teams")}
          placeholder={teamIds.length === 0 ? t("tryOut.teamsNone") : ""}
          searchable
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={teamIds}
          onChange={setChosen}
        />
        <MultiSelect
          label={t("tryOut.channels")}
          placeholder={channelIds.length === 0 ? t("tryOut.everyChannel") : ""}
          searchable
          data={channelItems.map(({ id, name }) => ({ value: id, label: name }))}
          value={channelIds}
          onChange={setChannels}
        />
      </TryOutFrame>
      {told !== null && <Result result={told.result} draft={draft} teamName={teamName} />}
    </section>
  );
}

type ResultProps = {
  readonly result: Told;
  readonly draft: SkillSetDraft;
  readonly teamName: (id: string | null) => string;
};

function Result({ result, draft, teamName }: ResultProps): ReactNode {
  const { t } = useWords();
  const { looked, matched, moved, fallback, teams, groups, conversations, days } = result;
  const none = teams.find(({ teamId }) => teamId === null) ?? { before: 0, after: 0 };
  return (
    <div className={classes.result}>
      <Summary result={result} headline={t("tryOut.skillSetMatched", { matched, looked })}>
        <ul className={classes.effects}>
          <li>{t("tryOut.moved", { count: moved })}</li>
          <li>{t("tryOut.fallBack", { count: fallback.after, before: fallback.before })}</li>
          <li>{t("tryOut.withoutTeam", { count: none.after, before: none.before })}</li>
        </ul>
      </Summary>
      <TeamFlow teams={teams} teamName={teamName} />
      <DayChart days={days} title={t("tryOut.conversationsADay")} />
      <RuleTrial groups={groups} said={draft.rules} valueWords={draft.nameOf} />
      {conversations.total > 0 && (
        <FoundConversations
          title={t("tryOut.matchOrMove", { count: conversations.total })}
          list={conversations}
          outcome={{
            label: t("tryOut.goesTo"),
            words: ({ before, after, matches }) => (
              <span className={classes.goes}>
                <bdi>{teamName(after)}</bdi>
                <span className={classes.hint}>
                  {before === after ? t("tryOut.asBefore") : t("tryOut.insteadOf", { team: teamName(before) })}
                  {!matches && ` · ${t("tryOut.fitsNoMore")}`}
                </span>
              </span>
            ),
          }}
        />
      )}
    </div>
  );
}
