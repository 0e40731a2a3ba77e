import type { SkillSetView } from "@guichet/contract";
import { readSkillGroups } from "@guichet/contract/skill-rules";
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { Notice } from "../../ui/notice.tsx";
import classes from "./routing.module.css";
import { groupsInWords, type RuleNames } from "./rule-words.ts";

type Props = {
  /** As it is now; undefined: it is gone. */
  readonly theirs: SkillSetView | undefined;
  readonly names: RuleNames;
  readonly onTake: () => void;
  readonly onKeep: () => void;
};

/** Somebody else has saved in the meantime: what it says now, and whose words shall stand. */
export function Meanwhile({ theirs, names, onTake, onKeep }: Props): ReactNode {
  const words = useWords();
  const { t } = words;
  if (theirs === undefined)
    return (
      <Notice tone="warning" title={t("skillSets.meanwhileTitle")}>
        {t("skillSets.meanwhileGone")}
      </Notice>
    );
  return (
    <Notice tone="warning" title={t("skillSets.meanwhileTitle")}>
      {t("skillSets.meanwhileText")}
      <p className={classes.theirs}>
        <strong>
          <bdi>{theirs.name}</bdi>
        </strong>{" "}
        <bdi>{groupsInWords(readSkillGroups(theirs.rule), names, words)}</bdi>
      </p>
      <div className={classes.choices}>
        <Button size="xs" variant="default" onClick={onTake}>
          {t("skillSets.meanwhileTake")}
        </Button>
        <Button size="xs" variant="default" onClick={onKeep}>
          {t("skillSets.meanwhileKeep")}
        </Button>
      </div>
    </Notice>
  );
}
