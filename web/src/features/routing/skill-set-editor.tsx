import type { SkillSetView } from "@guichet/contract";
import type { RuleProblem } from "@guichet/contract/rules";
import { checkSkillRule, type SkillRule, toSkillRule } from "@guichet/contract/skill-rules";
import { TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useMemo, useState } from "react";
import { Refusal } from "../../api/refusal.ts";
import { useWords } from "../../locales/use-words.ts";
import { EditorEnd } from "../../ui/editor-end.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { useLeaveGuard } from "../../ui/leave-guard.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SectionHeader } from "../../ui/section-header.tsx";
import { useForm } from "../../ui/use-form.ts";
import { problemsByRule } from "./edit-groups.ts";
import { GroupsEditor } from "./groups-editor.tsx";
import { Meanwhile } from "./meanwhile.tsx";
import classes from "./routing.module.css";
import { useRuleChoices } from "./rule-names.ts";
import { ruleInWords } from "./rule-words.ts";
import { RulesInWords } from "./rules-in-words.tsx";
import { type SkillSetValues, toValues } from "./skill-set-values.ts";
import { useSaveSkillSet } from "./use-save-skill-set.ts";

type Props = {
  /** Null: a new one. */
  readonly skillSet: SkillSetView | null;
  readonly onCreated: (made: SkillSetView) => void;
  readonly onCancel: () => void;
  /** Tries the rules that stand in the form on the past. */
  readonly tryPast: (draft: PastDraft) => ReactNode;
  /** Shown below the rules: the teams, once it is saved. */
  readonly children?: ReactNode;
};
/** The rules that stand in the form, by group, and in words. */
export type PastDraft = {
  readonly id: SkillSetView["id"] | null;
  readonly rule: SkillRule;
  readonly ready: boolean;
  readonly teamIds: SkillSetView["teamIds"];
  readonly rules: readonly (readonly string[])[];
  readonly nameOf: (id: string) => string;
};
const NO_PROBLEMS: ReadonlyMap<string, RuleProblem> = new Map();

/** Name and rules of a skill set (R40, R46 to R48). */
export function SkillSetEditor({ skillSet, onCreated, onCancel, tryPast, children }: Props): ReactNode {
  const { t } = useWords();
  const choices = useRuleChoices();
  const form = useForm<SkillSetValues>(toValues(skillSet));
  const { values, set } = form;
  const { guard, leave } = useLeaveGuard(form.dirty);
  const problems = useMemo(
    () => problemsByRule(values.groups, checkSkillRule(toSkillRule(values.groups))),
    [values.groups],
  );
  // What is still empty is told when one wants to save, not while one writes.
  const [tried, setTried] = useState(false);
  const saving = useSaveSkillSet(skillSet, form, (made) => leave(() => onCreated(made)));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (problems.size === 0 && values.name.trim() !== "") void saving.save();
  };
  const draft: PastDraft = {
    ...{ id: skillSet?.id ?? null, teamIds: skillSet?.teamIds ?? [] },
    ...{ rule: toSkillRule(values.groups), ready: problems.size === 0 },
    rules: values.groups.map(({ rules }) => rules.map((rule) => ruleInWords(rule, choices.names, t))),
    nameOf: (value) => choices.names.get(value) ?? t("skillSets.phrase", { value }),
  };
  const { error } = saving;
  const taken = error instanceof Refusal && error.code === "already_exists";
  return (
    <form className={classes.form} onSubmit={submit}>
      {skillSet?.invalid && (
        <Notice tone="warning" title={t("skillSets.invalidTitle")}>
          {t("skillSets.invalidText")}
        </Notice>
      )}
      <FormSection title={t("skillSets.name")} text={t("skillSets.nameText")}>
        <TextInput
          aria-label={t("skillSets.name")}
          maxLength={100}
          autoComplete="off"
          data-autofocus
          value={values.name}
          error={taken ? t("skillSets.nameTaken") : tried && values.name.trim() === "" ? t("ui.required") : undefined}
          onChange={(event) => set("name", event.currentTarget.value)}
        />
      </FormSection>
      <section className={classes.list} aria-labelledby="skill-set-rules">
        <SectionHeader title={t("skillSets.rules")} id="skill-set-rules">
          {t("skillSets.rulesText")}
        </SectionHeader>
        <GroupsEditor
          groups={values.groups}
          choices={choices}
          problems={tried || skillSet?.invalid ? problems : NO_PROBLEMS}
          onChange={(groups) => set("groups", groups)}
        />
        <RulesInWords groups={values.groups} names={choices.names} />
      </section>
      {saving.theirs !== null && (
        <Meanwhile theirs={saving.theirs} names={choices.names} onTake={saving.take} onKeep={saving.keep} />
      )}
      <EditorEnd
        busy={saving.busy}
        error={taken || saving.theirs !== null ? undefined : error}
        idle={skillSet !== null && !form.dirty}
        saveLabel={t("skillSets.save")}
        onCancel={() => (skillSet === null ? leave(onCancel) : form.reset(toValues(skillSet)))}
      />
      {children}
      {tryPast(draft)}
      {guard}
    </form>
  );
}
