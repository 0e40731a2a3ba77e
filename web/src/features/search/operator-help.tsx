import { SEARCH_OPERATORS, type SearchOperator } from "@guichet/contract";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import classes from "./search.module.css";

type Props = { readonly onInsert: (text: string) => void };

/** What one can look for, while nothing is: each line puts its beginning into the field. */
export function OperatorHelp({ onInsert }: Props): ReactNode {
  const { t } = useWords();
  const line = (text: string, words: string): ReactNode => (
    <li key={text}>
      <button type="button" className={classes.helpLine} onClick={() => onInsert(text)}>
        <code>{text}</code>
        <span>{words}</span>
      </button>
    </li>
  );
  return (
    <section className={classes.help} aria-label={t("search.helpTitle")}>
      <h2 className={classes.heading}>{t("search.helpTitle")}</h2>
      <p className={classes.helpText}>{t("search.helpText")}</p>
      <ul>
        {SEARCH_OPERATORS.map((operator: SearchOperator) => line(`${operator}:`, t(`search.operator_${operator}`)))}
        {line('""', t("search.helpPhrase"))}
        {line("-", t("search.helpNot"))}
      </ul>
    </section>
  );
}
