import type { AutomationTryOut } from "@guichet/contract";
import type { ReactNode } from "react";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import classes from "./try-out.module.css";

type Props = { readonly days: AutomationTryOut["days"]; readonly title: string };

/** A bar a day, and the same figures as a table for whoever reads them. */
export function DayChart({ days, title }: Props): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const most = Math.max(1, ...days.map(({ matched }) => matched));
  // Noon: the day is the same one in every time zone.
  const named = (day: string): string => dates.format(`${day}T12:00:00Z`, "day");
  const [first, last] = [days[0], days.at(-1)];
  return (
    <figure className={classes.chart}>
      <figcaption className={classes.caption}>
        {title} <span className={classes.hint}>{t("tryOut.mostADay", { count: most })}</span>
      </figcaption>
      <div className={classes.bars} aria-hidden>
        {days.map(({ day, matched, looked }) => (
          <span key={day} className={classes.slot} title={t("tryOut.ofDay", { day: named(day), matched, looked })}>
            <span
              className={classes.bar}
              data-none={matched === 0 || undefined}
              style={{ height: `${(matched / most) * 100}%` }}
            />
          </span>
        ))}
      </div>
      <div className={classes.ends} aria-hidden>
        <span>{first && named(first.day)}</span>
        {days.length > 1 && <span>{last && named(last.day)}</span>}
      </div>
      <details className={classes.details}>
        <summary>{t("tryOut.asTable")}</summary>
        <table className={classes.figures}>
          <thead>
            <tr>
              <th scope="col">{t("tryOut.day")}</th>
              <th scope="col">{t("tryOut.matchedColumn")}</th>
              <th scope="col">{t("tryOut.lookedColumn")}</th>
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map(({ day, matched, looked }) => (
              <tr key={day}>
                <th scope="row">{named(day)}</th>
                <td>{matched}</td>
                <td>{looked}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
