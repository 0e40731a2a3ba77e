import type { AutomationTryOut } from "@guichet/contract";
import { type ReactNode, useEffect, useRef } from "react";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { Notice } from "../../ui/notice.tsx";
import classes from "./try-out.module.css";

type Props = {
  readonly result: Pick<AutomationTryOut, "stoppedAt">;
  readonly headline: string;
  readonly children?: ReactNode;
};

/** What came of it in a sentence, and whether all of it was looked at. It comes below the button: where that ends the screen, it is shown. */
export function Summary({ result, headline, children }: Props): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const part = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: shown whenever another result has come
  useEffect(() => {
    // What it answers, a promise in some browsers, is not for React.
    part.current?.scrollIntoView({ block: "nearest" });
  }, [result]);
  return (
    <div ref={part} className={`${classes.part} ${classes.summary}`} role="status">
      <p className={classes.headline}>{headline}</p>
      {children}
      {result.stoppedAt !== null && (
        <Notice tone="warning">{t("tryOut.stoppedAt", { at: dates.format(result.stoppedAt, "dateTime") })}</Notice>
      )}
    </div>
  );
}
