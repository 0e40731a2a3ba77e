import type { ReactNode } from "react";
import { Refusal } from "../../api/refusal.ts";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { placeWords, problemWord } from "./problem-words.ts";
import classes from "./rules-file.module.css";

/** What is wrong with a file, each at its place in it. */
export function FileProblems({ error }: { readonly error: unknown }): ReactNode {
  const words = useWords();
  const { t } = words;
  const fields = error instanceof Refusal ? error.fields : [];
  if (fields.length === 0) return <ErrorNotice error={error} compact />;
  return (
    <div role="alert" className={classes.problems}>
      <p>{t("rulesFile.broken")}</p>
      <ul>
        {fields.map(({ path, problem }) => (
          <li key={`${path} ${problem}`}>
            {path !== "" && <code>{placeWords(path, words)}</code>} {t(problemWord(problem))}
          </li>
        ))}
      </ul>
    </div>
  );
}
