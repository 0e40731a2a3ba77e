import type { AutomationTryOut } from "@guichet/contract";
import type { ReactNode } from "react";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { Notice } from "../../ui/notice.tsx";
import classes from "./try-out.module.css";

type Props = {
  readonly result: Pick<AutomationTryOut, "stoppedAt">;
  readonly headline: string;
  readonly children?: ReactNode;
};

/** What came of it in a sentence, and whether all of it was looked at. */
export function Summary({ result, headline, children }: Props): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  return (
    <div className={classes.part} role="status">
      <p className={classes.headline}>{headline}</p>
      {children}
      {result.stoppedAt !== null && (
        <Notice tone="warning">{t("tryOut.stoppedAt", { at: dates.format(result.stoppedAt, "dateTime") })}</Notice>
      )}
    </div>
  );
}
