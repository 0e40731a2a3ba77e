import type { RuleTrial as Trial } from "@guichet/contract";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import classes from "./try-out.module.css";

type Props = {
  readonly groups: Trial;
  /** Each condition in words, in the same places. */
  readonly said: readonly (readonly string[])[];
  /** A value of a condition in words, e.g. the name of a topic. */
  readonly valueWords: (value: string) => string;
};

/** Which conditions came true and how often; those that never did stand out. */
export function RuleTrial({ groups, said, valueWords }: Props): ReactNode {
  const { t } = useWords();
  return (
    <section className={classes.part} aria-label={t("tryOut.conditions")}>
      <h3 className={classes.heading}>{t("tryOut.conditions")}</h3>
      {groups.map((group, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups have no names; a place is all they are known by
        <div key={at} className={classes.group}>
          <ul className={classes.lines}>
            {group.conditions.map(({ held, never }, inner) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no names either
              <li key={inner} className={classes.line} data-never={held === 0 || undefined}>
                {held === 0 ? <IconAlertTriangle size={15} aria-hidden /> : <IconCheck size={15} aria-hidden />}
                <span>
                  <bdi>{said[at]?.[inner]}</bdi>
                  <span className={classes.held}>
                    {held === 0 ? t("tryOut.neverHeld") : t("tryOut.held", { count: held })}
                  </span>
                  {never.length > 0 && (
                    <span className={classes.unfound}>
                      {t("tryOut.neverFound", { count: never.length, values: never.map(valueWords).join(", ") })}
                    </span>
                  )}
                </span>
              </li>
            ))}
          </ul>
          {group.conditions.length > 1 && (
            <p className={classes.together} data-never={group.held === 0 || undefined}>
              {group.held === 0 ? t("tryOut.neverTogether") : t("tryOut.together", { count: group.held })}
            </p>
          )}
        </div>
      ))}
    </section>
  );
}
