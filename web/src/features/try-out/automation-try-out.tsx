import type { AutomationTryOut as Told } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useMe } from "../../api/me.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { DayChart } from "./day-chart.tsx";
import { FoundConversations } from "./found-conversations.tsx";
import { RuleTrial } from "./rule-trial.tsx";
import { Summary } from "./summary.tsx";
import { TeamFlow } from "./team-flow.tsx";
import classes from "./try-out.module.css";
import { TryOutFrame } from "./try-out-frame.tsx";
import { useTryOut } from "./use-try-out.ts";

type Body = NonNullable<NonNullable<(typeof routes.tryAutomation)["types"]>["body"]>;
export type AutomationDraft = {
  readonly body: Omit<Body, "days" | "timeZone">;
  readonly ready: boolean;
  /** Conditions by group, and actions, in words. */
  readonly conditions: readonly (readonly string[])[];
  readonly actions: readonly string[];
};

/** An automation as it stands in the form, tried on what contacts have written (R22). */
export function AutomationTryOut({ draft }: { readonly draft: AutomationDraft }): ReactNode {
  const { t } = useWords();
  const { timeZone } = useMe();
  const [days, setDays] = useState(30);
  const { start, stop, told, ...state } = useTryOut<Body, Told>(routes.tryAutomation);
  const body = bodyOf({ ...draft.body, days, timeZone });
  return (
    <>
      <FormSection title={t("tryOut.title")} text={t("tryOut.automationText")}>
        <TryOutFrame
          {...state}
          days={days}
          onDays={setDays}
          unready={draft.ready ? undefined : t("tryOut.unready")}
          stale={told !== null && told.of !== JSON.stringify(body)}
          onStart={() => void start(body)}
          onStop={stop}
        />
      </FormSection>
      {told !== null && <Result result={told.result} draft={draft} />}
    </>
  );
}

/** The same order of its parts, so that two can be compared. */
function bodyOf(body: Body): Body {
  const { rule, actions, allChannels, channelIds, days, timeZone } = body;
  return { rule, actions, allChannels, channelIds, days, timeZone };
}

function Result({ result, draft }: { readonly result: Told; readonly draft: AutomationDraft }): ReactNode {
  const { t } = useWords();
  const { looked, matched, conversations, groups, effects, days, places } = result;
  const teams = useQuery(queries.teams()).data?.items ?? [];
  const teamName = (id: string | null): string =>
    id === null ? t("tryOut.noTeam") : (teams.find((one) => one.id === id)?.name ?? t("tryOut.teamGone"));
  const headline = t("tryOut.automationMatched", { matched, looked, conversations: conversations.total });
  return (
    <div className={classes.result}>
      <Summary result={result} headline={headline}>
        {matched > 0 && (
          <ul className={classes.effects} aria-label={t("tryOut.effects")}>
            {effects.map(({ count, already }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: actions have no names; a place is all they are known by
              <li key={at}>
                <bdi>{draft.actions[at]}</bdi>: {t("tryOut.effect", { count, already })}
              </li>
            ))}
          </ul>
        )}
      </Summary>
      {places !== null && places.compared > 0 && <PlacesOf places={places} teamName={teamName} />}
      <DayChart days={days} title={t("tryOut.messagesADay")} />
      <RuleTrial groups={groups} said={draft.conditions} valueWords={(value) => t("tryOut.phrase", { value })} />
      {conversations.total > 0 && (
        <FoundConversations
          title={t("tryOut.conversations", { count: conversations.total })}
          list={conversations}
          outcome={{
            label: t("tryOut.outcome"),
            words: ({ resolved, team }) => {
              if (resolved) return t("tryOut.wouldResolve");
              if (team === null) return t("tryOut.wouldStay");
              return (
                <span className={classes.goes}>
                  {t("tryOut.wouldGoTo", { team: teamName(team.after) })}
                  <span className={classes.hint}>
                    {team.before === team.after
                      ? t("tryOut.asBefore")
                      : t("tryOut.insteadOf", { team: teamName(team.before) })}
                  </span>
                </span>
              );
            },
          }}
        />
      )}
    </div>
  );
}

type PlacesProps = {
  readonly places: NonNullable<Told["places"]>;
  readonly teamName: (id: string | null) => string;
};

/** Where the conversations that it fits would go with its topics and without them. */
function PlacesOf({ places, teamName }: PlacesProps): ReactNode {
  const { t } = useWords();
  const { compared, resolved, moved, fallback, teams } = places;
  const none = teams.find(({ teamId }) => teamId === null) ?? { before: 0, after: 0 };
  return (
    <>
      <ul className={classes.effects} aria-label={t("tryOut.places")}>
        <li>{t("tryOut.compared", { count: compared })}</li>
        {resolved > 0 && <li>{t("tryOut.resolvedFirst", { count: resolved })}</li>}
        <li>{t("tryOut.moved", { count: moved })}</li>
        <li>{t("tryOut.fallBack", { count: fallback.after, before: fallback.before })}</li>
        <li>{t("tryOut.withoutTeam", { count: none.after, before: none.before })}</li>
      </ul>
      <TeamFlow teams={teams} teamName={teamName} />
    </>
  );
}
