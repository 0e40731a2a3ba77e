import type { ContactGroupView, RuleField } from "@guichet/contract";
import { checkRule, conditionsOf, type RuleProblem } from "@guichet/contract/rules";
import { Checkbox, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useMemo, useState } from "react";
import { call } from "../../../api/call.ts";
import { Refusal } from "../../../api/refusal.ts";
import { routes } from "../../../api/routes.ts";
import { useWords } from "../../../locales/use-words.ts";
import { DeleteAtEnd } from "../../../ui/delete-at-end.tsx";
import { EditorEnd } from "../../../ui/editor-end.tsx";
import { FormSection } from "../../../ui/form-section.tsx";
import { useLeaveGuard } from "../../../ui/leave-guard.tsx";
import { PriorityUses } from "../../../ui/priority-uses.tsx";
import { SkillSetUses } from "../../../ui/skill-set-uses.tsx";
import { useToasts } from "../../../ui/toasts.tsx";
import { useAction, useForm } from "../../../ui/use-form.ts";
import { ViewUses } from "../../../ui/view-uses.tsx";
import { newCondition, type RuleGroup, toTree } from "./edit-rule.ts";
import { GroupPreview } from "./group-preview.tsx";
import { RuleEditor } from "./rule-editor.tsx";
import classes from "./settings.module.css";

type Props = {
  /** Null: a new one. */
  readonly group: ContactGroupView | null;
  readonly fields: readonly RuleField[];
  readonly onDone: () => void;
};
type Values = { name: string; rule: RuleGroup; marksVip: boolean };

/** Name, rule and mark of a contact group, with whom the rule fits as one writes it (W115, W171). */
export function GroupEditor({ group, fields, onDone }: Props): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const form = useForm<Values>({
    name: group?.name ?? "",
    rule: group?.rule ?? { type: "all", nodes: [newCondition(fields)] },
    marksVip: group?.marksVip ?? false,
  });
  const { values, set } = form;
  const { guard, leave } = useLeaveGuard(form.dirty);
  const done = (): void => leave(onDone);
  const kinds = useMemo(() => new Map(fields.map((one) => [one.field, one.kind])), [fields]);
  const problems = useMemo(
    () => new Map(checkRule(values.rule, kinds).map((one) => [one.place, one.problem])),
    [values.rule, kinds],
  );
  const loops = values.marksVip && conditionsOf(values.rule).some((one) => one.field === "vip");
  // What is still empty is told when one wants to save, not while one writes.
  const [tried, setTried] = useState(false);
  const save = useAction(async () => {
    const body = { name: values.name, rule: toTree(values.rule), marksVip: values.marksVip };
    if (group === null) await call(routes.createContactGroup, { body });
    else await call(routes.patchContactGroup, { params: { id: group.id }, body });
    await cache.invalidateQueries({ queryKey: ["contact-groups"] });
    toasts.show({ message: t("ui.saved"), tone: "good" });
    done();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (problems.size === 0 && !loops && values.name.trim() !== "") void save.run();
  };
  const taken = save.error instanceof Refusal && save.error.code === "already_exists";
  return (
    <form className={classes.form} onSubmit={submit}>
      <FormSection title={t("contactSettings.groupName")}>
        <TextInput
          aria-label={t("contactSettings.groupName")}
          maxLength={100}
          autoComplete="off"
          data-autofocus
          value={values.name}
          error={
            taken
              ? t("contactSettings.groupNameTaken")
              : tried && values.name.trim() === ""
                ? t("ui.required")
                : undefined
          }
          onChange={(event) => set("name", event.currentTarget.value)}
        />
      </FormSection>
      <FormSection title={t("contactSettings.rule")} text={t("contactSettings.ruleText")}>
        <RuleEditor
          fields={fields}
          rule={values.rule}
          onChange={(rule) => set("rule", rule)}
          problems={tried || group?.broken ? problems : NO_PROBLEMS}
        />
        <GroupPreview rule={values.rule} ready={problems.size === 0} />
      </FormSection>
      <FormSection title={t("contactSettings.fieldVip")}>
        <Checkbox
          label={t("contactSettings.marksVip")}
          description={t("contactSettings.marksVipText")}
          checked={values.marksVip}
          error={loops ? t("contactSettings.marksVipLoop") : undefined}
          onChange={(event) => set("marksVip", event.currentTarget.checked)}
        />
      </FormSection>
      <EditorEnd
        busy={save.busy}
        error={taken ? undefined : save.error}
        saveLabel={t("contactSettings.groupSave")}
        onCancel={done}
      >
        {group !== null && <DeleteGroup group={group} onDone={done} />}
      </EditorEnd>
      {guard}
    </form>
  );
}

const NO_PROBLEMS: ReadonlyMap<string, RuleProblem> = new Map();

function DeleteGroup({ group, onDone }: { readonly group: ContactGroupView; readonly onDone: () => void }): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  return (
    <DeleteAtEnd
      label={t("contactSettings.groupDelete")}
      title={t("contactSettings.groupDeleteTitle", { name: group.name })}
      confirmLabel={t("contactSettings.groupDelete")}
      onConfirm={async () => {
        await call(routes.deleteContactGroup, { params: { id: group.id } });
        await cache.invalidateQueries({ queryKey: ["contact-groups"] });
        toasts.show({ message: t("contactSettings.groupDeleted", { name: group.name }) });
        onDone();
      }}
    >
      <ViewUses part="groups" id={group.id} />
      <SkillSetUses part="groups" id={group.id} />
      <PriorityUses part="groups" id={group.id} />
      {t("contactSettings.groupDeleteText")}
    </DeleteAtEnd>
  );
}
