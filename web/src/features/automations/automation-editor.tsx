import type { AutomationView } from "@guichet/contract";
import { Switch, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useMemo, useState } from "react";
import { Refusal } from "../../api/refusal.ts";
import { useWords } from "../../locales/use-words.ts";
import { ApartButton, EditorEnd } from "../../ui/editor-end.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import type { Grantable } from "../../ui/grant-list.tsx";
import { useLeaveGuard } from "../../ui/leave-guard.tsx";
import { changesIn } from "../../ui/theirs.ts";
import { useAction, useForm } from "../../ui/use-form.ts";
import { ActionRows } from "./action-rows.tsx";
import { actionProblems, NEW_AUTOMATION, rowProblems, toBody, toRule, toValues } from "./automation-values.ts";
import { AUTOMATION_LABELS, actionWords, automationInWords, conditionWords, ruleWords } from "./automation-words.ts";
import classes from "./automations.module.css";
import { ChannelsField } from "./channels-field.tsx";
import { ConditionRows } from "./condition-rows.tsx";
import type { Names } from "./names.ts";
import { TryIt } from "./try-it.tsx";
import { useDeeds } from "./use-automations.ts";
import { useSaveAutomation } from "./use-save-automation.ts";

type Props = {
  /** Null: a new one. */
  readonly automation: AutomationView | null;
  readonly names: Names;
  readonly channels: readonly Grantable[];
  readonly reasonAsked: boolean;
  readonly onDone: () => void;
  /** Tries what stands in the form on the past. */
  readonly tryPast: (draft: PastDraft) => ReactNode;
};
/** What stands in the form, and its conditions (by group) and actions in words. */
export type PastDraft = {
  readonly body: Pick<ReturnType<typeof toBody>, "rule" | "actions" | "allChannels" | "channelIds">;
  readonly ready: boolean;
  readonly conditions: readonly (readonly string[])[];
  readonly actions: readonly string[];
};

/** Name, conditions, actions and channels of an automation, with a message to try it on (R22). */
export function AutomationEditor({ automation, names, channels, reasonAsked, onDone, tryPast }: Props): ReactNode {
  const words = useWords();
  const { t } = words;
  const form = useForm(automation === null ? NEW_AUTOMATION : toValues(automation));
  const { values, set } = form;
  const { guard, leave } = useLeaveGuard(form.dirty);
  const done = (): void => leave(onDone);
  const problems = useProblems(values, reasonAsked, automation);
  // What is still empty is told when one wants to save, not while one writes.
  const [tried, setTried] = useState(false);
  const save = useSaveAutomation(automation, values, done);
  const { theirs } = save;
  const takeTheirs = (): void => {
    save.rebase();
    if (theirs?.after !== undefined) form.reset(theirs.after);
  };
  const send = (): void => {
    setTried(true);
    if (problems.none) void save.run();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send();
  };
  const body = toBody(values);
  const draft: PastDraft = {
    body,
    ready: problems.rows.size === 0 && !problems.channels,
    conditions: body.rule.nodes.map((group) => group.nodes.map((one) => conditionWords(one, words))),
    actions: body.actions.map((action) => actionWords(action, names, words)),
  };
  const taken = save.error instanceof Refusal && save.error.code === "already_exists";
  const nameProblem = taken ? t("automations.nameTaken") : tried && problems.name ? t("ui.required") : undefined;
  return (
    <form className={classes.form} onSubmit={submit}>
      <FormSection title={t("automations.name")} text={t("automations.nameText")}>
        <TextInput
          aria-label={t("automations.name")}
          maxLength={100}
          autoComplete="off"
          data-autofocus
          value={values.name}
          error={nameProblem}
          onChange={(event) => set("name", event.currentTarget.value)}
        />
        <Switch
          label={t("automations.enabled")}
          checked={values.enabled}
          onChange={(event) => set("enabled", event.currentTarget.checked)}
        />
      </FormSection>
      <FormSection title={t("automations.conditions")} text={t("automations.conditionsText")}>
        <ConditionRows
          rows={values.conditions}
          onChange={(rows) => set("conditions", rows)}
          problems={tried ? problems.rows : NONE}
        />
        {values.conditions.length > 1 && (
          <p className={classes.said}>
            {t("automations.readsAs", { rule: ruleWords(toRule(values.conditions), words) })}
          </p>
        )}
      </FormSection>
      <FormSection title={t("automations.actions")} text={t("automations.actionsText")}>
        <ActionRows
          rows={values.actions}
          names={names}
          reasonAsked={reasonAsked}
          problems={tried ? problems.actions : NONE}
          onChange={(rows) => set("actions", rows)}
        />
      </FormSection>
      <FormSection title={t("automations.channels")} text={t("automations.channelsText")}>
        <ChannelsField
          all={values.allChannels}
          chosen={values.channels}
          channels={channels}
          problem={tried && problems.channels ? t("automations.problem_noChannel") : undefined}
          onAll={(all) => set("allChannels", all)}
          onChosen={(chosen) => set("channels", chosen)}
        />
      </FormSection>
      <FormSection title={t("automations.try")} text={t("automations.tryText")}>
        <TryIt conditions={values.conditions} actions={values.actions} names={names} />
      </FormSection>
      {tryPast(draft)}
      {tried && !problems.none && (
        <p className={classes.problem} role="alert">
          {t("automations.problemsAbove")}
        </p>
      )}
      <EditorEnd
        busy={save.busy}
        error={taken ? undefined : save.error}
        meanwhile={
          theirs && {
            changes: changesIn(
              theirs,
              (field) => t(AUTOMATION_LABELS[field]),
              (field, of) => automationInWords(field, of, { names, channels }, words),
            ),
            onTake: takeTheirs,
            onKeep: () => {
              save.rebase();
              send();
            },
          }
        }
        saveLabel={t("automations.save")}
        onCancel={onDone}
      >
        {automation !== null && <DeleteButton automation={automation} onDone={done} />}
      </EditorEnd>
      {guard}
    </form>
  );
}

const NONE: ReadonlyMap<number, never> = new Map<number, never>();

/** A reason that was not asked for when it was saved is not asked for because something else is changed. */
function useProblems(
  { name, conditions, actions, allChannels, channels }: Parameters<typeof toBody>[0],
  reasonAsked: boolean,
  before: AutomationView | null,
) {
  return useMemo(() => {
    const kept = before?.actions.some((action) => action.type === "resolve" && action.reasonId === null) ?? false;
    const found = {
      name: name.trim() === "",
      rows: rowProblems(conditions),
      actions: actionProblems(actions, reasonAsked && !kept),
      channels: !allChannels && channels.length === 0,
    };
    return {
      ...found,
      none: !found.name && !found.channels && found.rows.size === 0 && found.actions.size === 0,
    };
  }, [name, conditions, actions, allChannels, channels, reasonAsked, before]);
}

type DeleteProps = { readonly automation: AutomationView; readonly onDone: () => void };

function DeleteButton({ automation, onDone }: DeleteProps): ReactNode {
  const { t } = useWords();
  const deeds = useDeeds();
  const remove = useAction(async () => {
    await deeds.remove(automation);
    onDone();
  });
  return <ApartButton label={t("automations.deleteThis")} busy={remove.busy} onClick={() => void remove.run()} />;
}
