import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../locales/use-words.ts";
import { Notice } from "./notice.tsx";

type Props = {
  /** What somebody else has changed, in words; none: nothing that stands on this page. */
  readonly fields: readonly string[];
  /** Gives up what was typed and shows theirs. */
  readonly onTake: () => void;
};

/** Two people had it open at once, and the other one saved first: what changed, and the way to it. */
export function ChangedMeanwhile({ fields, onTake }: Props): ReactNode {
  const { t, locale } = useWords();
  const list = new Intl.ListFormat(locale).format(fields);
  return (
    <Notice tone="warning" title={t("ui.changedTitle")}>
      <p>{fields.length === 0 ? t("ui.changedNothing") : t("ui.changedFields", { fields: list })}</p>
      <Button size="compact-sm" variant="default" onClick={onTake}>
        {t("ui.changedTake")}
      </Button>
    </Notice>
  );
}

/** The names among these whose values differ. */
export function differing<Values extends object>(before: Values, after: Values): (keyof Values & string)[] {
  const names = Object.keys(before) as (keyof Values & string)[];
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}
