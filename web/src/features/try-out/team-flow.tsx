import type { SkillSetTryOut } from "@guichet/contract";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import classes from "./try-out.module.css";

type Props = { readonly teams: SkillSetTryOut["teams"]; readonly teamName: (id: string | null) => string };

/** Where conversations go now and with the draft: two bars a team, with their figures. */
export function TeamFlow({ teams, teamName }: Props): ReactNode {
  const { t } = useWords();
  const most = Math.max(1, ...teams.flatMap(({ before, after }) => [before, after]));
  return (
    <section className={classes.part} aria-label={t("tryOut.where")}>
      <h3 className={classes.heading}>{t("tryOut.where")}</h3>
      <table className={classes.flow}>
        <thead>
          <tr>
            <th scope="col">{t("tryOut.team")}</th>
            <th scope="col">{t("tryOut.before")}</th>
            <th scope="col">{t("tryOut.after")}</th>
          </tr>
        </thead>
        <tbody>
          {teams.map(({ teamId, before, after }) => (
            <tr key={teamId ?? "none"}>
              <th scope="row">
                <bdi>{teamName(teamId)}</bdi>
              </th>
              <td>
                <Bar count={before} most={most} />
              </td>
              <td>
                <Bar count={after} most={most} strong />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type BarProps = { readonly count: number; readonly most: number; readonly strong?: boolean };

function Bar({ count, most, strong = false }: BarProps): ReactNode {
  const { locale } = useWords();
  return (
    <span className={classes.across}>
      <span className={classes.track} aria-hidden>
        <span
          className={classes.length}
          data-strong={strong || undefined}
          style={{ width: `${(count / most) * 100}%` }}
        />
      </span>
      <span className={classes.number}>{count.toLocaleString(locale)}</span>
    </span>
  );
}
