import type { ConversationRow, RoutingDecision, RoutingExplanation } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { useDates } from "../../../locales/use-dates.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { RowSkeletons } from "../../../ui/skeletons.tsx";
import { keys } from "../keys.ts";
import classes from "./why.module.css";
import { WhyReasons } from "./why-reasons.tsx";
import { leftOut, type TeamName, teamNames, whyInWords } from "./why-words.ts";

type Props = { readonly row: ConversationRow; readonly onClose: () => void };

/** Why a conversation is with its team: one sentence, below it what was known, and the decisions before. */
export function WhyDialog({ row, onClose }: Props): ReactNode {
  const { t } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.routing(row.id), row.teamId],
    queryFn: ({ signal }) => call(routes.explainRouting, { params: { id: row.id }, signal }),
    staleTime: 0,
  });
  return (
    <Dialog opened onClose={onClose} title={t("routing.why")} size={560}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowSkeletons rows={3} avatar={false} />}
      {data && <Explanation told={data} />}
    </Dialog>
  );
}

function Explanation({ told }: { readonly told: RoutingExplanation }): ReactNode {
  const words = useWords();
  const { t } = words;
  const dates = useDates();
  const [last, ...earlier] = told.decisions;
  const nameOf = teamNames(
    told.teams,
    told.decisions.map((one) => one.decision),
  );
  if (last === undefined) return <Undecided told={told} />;
  return (
    <div className={classes.why}>
      <p className={classes.sentence}>{whyInWords(last, nameOf, words)}</p>
      <p className={classes.when}>
        {t(`routing.trigger_${last.decision.trigger}`)} · {dates.format(last.at, "dateTime")}
      </p>
      <Details decision={last.decision} nameOf={nameOf} />
      {earlier.length > 0 && (
        <details className={classes.before}>
          <summary>{t("routing.decidedBefore")}</summary>
          <ol className={classes.earlier}>
            {earlier.map((one) => (
              <li key={one.id}>
                {whyInWords(one, nameOf, words)}
                <p className={classes.when}>
                  {t(`routing.trigger_${one.decision.trigger}`)} · {dates.format(one.at, "dateTime")}
                </p>
                <WhyReasons decision={one.decision} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}

function Undecided({ told: { resolvedBy } }: { readonly told: RoutingExplanation }): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  if (resolvedBy === null) return <p className={classes.sentence}>{t("routing.whyNever")}</p>;
  return (
    <div className={classes.why}>
      <p className={classes.sentence}>{t("routing.whyResolvedBy", { name: resolvedBy.name })}</p>
      <p className={classes.when}>{dates.format(resolvedBy.at, "dateTime")}</p>
    </div>
  );
}

type DetailProps = { readonly decision: RoutingDecision; readonly nameOf: TeamName };

function Details({ decision, nameOf }: DetailProps): ReactNode {
  const { t, locale } = useWords();
  const { automations, skillSets, candidates, rule, fallback } = decision;
  const leads = (ids: readonly string[]): string =>
    new Intl.ListFormat(locale).format(ids.flatMap((id) => nameOf(id) ?? []));
  const left = leftOut(decision, nameOf);
  return (
    <>
      {automations.length > 0 && (
        <Detail title={t("routing.automations")}>
          <Items of={automations.map(({ name }) => name)} />
        </Detail>
      )}
      {skillSets.length > 0 && (
        <Detail title={t("routing.skillSets")}>
          <Items
            of={skillSets.map(({ name, teamIds }) =>
              leads(teamIds) === ""
                ? t("routing.skillSetLeadsNowhere", { name })
                : t("routing.skillSetLeads", { name, teams: leads(teamIds) }),
            )}
          />
          {left.length > 0 && (
            <p className={classes.when}>
              {t("routing.leftOut", { teams: new Intl.ListFormat(locale).format(left), count: left.length })}
            </p>
          )}
        </Detail>
      )}
      {rule !== "by_hand" && candidates.length > 0 && (
        <Detail title={t(fallback ? "routing.fallbackCandidates" : "routing.candidates")}>
          <Candidates decision={decision} />
        </Detail>
      )}
      <WhyReasons decision={decision} />
    </>
  );
}

function Detail({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <section className={classes.detail}>
      <h3 className={classes.title}>{title}</h3>
      {children}
    </section>
  );
}

function Items({ of }: { readonly of: readonly string[] }): ReactNode {
  return (
    <ul className={classes.items}>
      {of.map((one) => (
        <li key={one}>
          <bdi>{one}</bdi>
        </li>
      ))}
    </ul>
  );
}

function Candidates({ decision }: { readonly decision: RoutingDecision }): ReactNode {
  const { t } = useWords();
  const asked = decision.candidates.some(({ waiting }) => waiting !== null);
  return (
    <>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("routing.candidate")}</th>
            {asked && <th scope="col">{t("routing.waiting")}</th>}
            {asked && <th scope="col">{t("routing.available")}</th>}
          </tr>
        </thead>
        <tbody>
          {decision.candidates.map((team) => (
            <tr key={team.teamId}>
              <td>
                <bdi>{team.name}</bdi>
                {team.teamId === decision.teamId && <span className={classes.chosen}>{t("routing.chosen")}</span>}
              </td>
              {asked && <td>{team.waiting ?? "–"}</td>}
              {asked && <td>{team.available ?? "–"}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {!asked && (
        <p className={classes.when}>{t(decision.rule === "kept" ? "routing.notAskedKept" : "routing.notAsked")}</p>
      )}
    </>
  );
}
