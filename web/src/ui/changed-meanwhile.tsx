import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../locales/use-words.ts";
import classes from "./changed-meanwhile.module.css";
import { Notice } from "./notice.tsx";
import type { Change } from "./theirs.ts";

type Props = {
  /** What somebody else has changed; none: nothing that stands on this page. */
  readonly changes: readonly Change[];
  /** Gives up what was typed and shows theirs. */
  readonly onTake: () => void;
  /** Saves what was typed over theirs. */
  readonly onKeep: () => void;
};

/** Two people had it open at once, and the other one saved first: what changed, and whose words shall stand. */
export function ChangedMeanwhile({ changes, onTake, onKeep }: Props): ReactNode {
  const { t } = useWords();
  return (
    <Notice tone="warning" title={t("ui.changedTitle")}>
      <p>{t(changes.length === 0 ? "ui.changedNothing" : "ui.changedFields")}</p>
      {changes.length > 0 && (
        <ul className={classes.changes}>
          {changes.map((change) => (
            <li key={change.field}>
              <bdi>{t("ui.changedValue", { ...change })}</bdi>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.choices}>
        <Button size="compact-sm" variant="default" onClick={onTake}>
          {t("ui.changedTake")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onKeep}>
          {t("ui.changedKeep")}
        </Button>
      </div>
    </Notice>
  );
}
