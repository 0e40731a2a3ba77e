import { checkSkillRule, type SkillGroup, toSkillRule } from "@guichet/contract/skill-rules";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import classes from "./routing.module.css";
import type { RuleNames } from "./rule-words.ts";
import { groupsInWords } from "./rule-words.ts";

const AFTER_MS = 350;
type Props = { readonly groups: readonly SkillGroup[]; readonly names: RuleNames };

/** What the rules say, with their brackets, and how much of New they fit as they stand (R48). */
export function RulesInWords({ groups, names }: Props): ReactNode {
  const words = useWords();
  const { t } = words;
  const rule = toSkillRule(groups);
  const ready = checkSkillRule(rule).length === 0;
  return (
    <section className={classes.words} aria-label={t("skillSets.inWords")}>
      <p className={classes.sentence}>
        <bdi>{groupsInWords(groups, names, words)}</bdi>
      </p>
      <p className={classes.faint} aria-live="polite">
        {ready ? <Fitting groups={groups} /> : t("skillSets.previewUnready")}
      </p>
    </section>
  );
}

function Fitting({ groups }: Pick<Props, "groups">): ReactNode {
  const { t } = useWords();
  const [settled] = useDebouncedValue(groups, AFTER_MS);
  const { data } = useQuery({
    queryKey: ["skill-rule-preview", settled],
    queryFn: ({ signal }) => call(routes.previewSkillRule, { body: { rule: toSkillRule(settled) }, signal }),
    enabled: settled === groups,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
  });
  if (data === undefined) return t("ui.loading");
  if (data.fitting === null) return t("skillSets.previewSlow");
  const { count, more } = data.fitting;
  const read = groups.some(({ rules }) => rules.some((rule) => rule.field === "keywords"));
  if (read && more) return t("skillSets.previewSome", { count });
  return t("skillSets.preview", { count, more: String(more) });
}
