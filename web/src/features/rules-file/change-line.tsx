import type { RulesFilePreview } from "@guichet/contract";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import classes from "./rules-file.module.css";

type Change = RulesFilePreview["changes"][number];

/** One difference: what, and unfolded how it is now and how it would be, as the file writes it. */
export function ChangeLine({ change: { part, name, change, fields } }: { readonly change: Change }): ReactNode {
  const { t } = useWords();
  return (
    <details className={classes.change} open={change === "changed" || undefined}>
      <summary>
        <span className={classes.kind} data-change={change}>
          {t(`rulesFile.change_${change}`)}
        </span>{" "}
        {name === null ? (
          t(`rulesFile.part_${part}`)
        ) : (
          <>
            {t(part === "skillSets" ? "rulesFile.skillSet" : "rulesFile.automation")}{" "}
            <bdi className={classes.name}>{name}</bdi>
          </>
        )}
      </summary>
      <table className={classes.fields}>
        <thead>
          <tr>
            <th scope="col">{t("rulesFile.field")}</th>
            {change !== "added" && <th scope="col">{t("rulesFile.before")}</th>}
            {change !== "removed" && <th scope="col">{t("rulesFile.after")}</th>}
          </tr>
        </thead>
        <tbody>
          {fields.map(({ field, before, after }) => (
            <tr key={field}>
              <th scope="row">{t(`rulesFile.field_${field}`)}</th>
              {change !== "added" && <Text text={before} tone="before" label={t("rulesFile.before")} />}
              {change !== "removed" && <Text text={after} tone="after" label={t("rulesFile.after")} />}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

type TextProps = { readonly text: string | null; readonly tone: "before" | "after"; readonly label: string };

function Text({ text, tone, label }: TextProps): ReactNode {
  return (
    <td data-label={label}>
      <pre className={classes.text} data-tone={tone}>
        {text}
      </pre>
    </td>
  );
}
