import type { ChannelView, SlaPolicyView } from "@guichet/contract";
import { NumberInput, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { Refusal } from "../../api/refusal.ts";
import { useWords } from "../../locales/use-words.ts";
import { ChannelChoice, holdersAmong, TakeOverDialog } from "../../ui/channel-choice.tsx";
import { EditorEnd } from "../../ui/editor-end.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { useLeaveGuard } from "../../ui/leave-guard.tsx";
import { changesIn } from "../../ui/theirs.ts";
import { type Form, useForm } from "../../ui/use-form.ts";
import { ActionFields } from "./action-fields.tsx";
import { DeletePolicy } from "./delete-policy.tsx";
import { FIRST_VALUES, type PolicyProblem, type PolicyValues, problemsIn, toValues } from "./policy-values.ts";
import { POLICY_FIELDS, policyInWords } from "./policy-words.ts";
import classes from "./sla.module.css";
import { TargetField } from "./target-field.tsx";
import { useSavePolicy } from "./use-save-policy.ts";

type Props = {
  /** Null: a new one. */
  readonly policy: SlaPolicyView | null;
  readonly all: readonly SlaPolicyView[];
  readonly channels: readonly ChannelView[];
  readonly onDone: () => void;
  /** Begins anew with what the server has now. */
  readonly onReload: () => void;
};

/** Name, targets, warning, actions and channels of an SLA policy (R82, R85). */
export function PolicyEditor({ policy, all, channels, onDone, onReload }: Props): ReactNode {
  const words = useWords();
  const { t } = words;
  const form = useForm<PolicyValues>(policy === null ? FIRST_VALUES : toValues(policy));
  const { values, set } = form;
  const { guard, leave } = useLeaveGuard(form.dirty);
  const done = (): void => leave(onDone);
  const save = useSavePolicy(policy, values, done);
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const problems = problemsIn(values);
  const others = all.filter((one) => one.id !== policy?.id);
  const { holderOf, taken } = holdersAmong(others, channels, values.channelIds);
  const send = (): void => {
    setTried(true);
    if (problems.size > 0) return;
    if (taken.length > 0) setAsking(true);
    else void save.run([]);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send();
  };
  const nameTaken = save.error instanceof Refusal && save.error.code === "already_exists";
  return (
    <form className={classes.form} onSubmit={submit}>
      <FormSection title={t("slaSettings.name")} text={t("slaSettings.nameText")}>
        <TextInput
          aria-label={t("slaSettings.name")}
          maxLength={100}
          autoComplete="off"
          data-autofocus
          value={values.name}
          error={nameTaken ? t("slaSettings.nameTaken") : tried && problems.has("name") ? t("ui.required") : undefined}
          onChange={(event) => set("name", event.currentTarget.value)}
        />
      </FormSection>
      <Targets form={form} problems={problems} />
      <ActionFields
        title={t("slaSettings.onWarning")}
        value={values.onWarning}
        onChange={(onWarning) => set("onWarning", onWarning)}
      />
      <ActionFields
        title={t("slaSettings.onBreach")}
        value={values.onBreach}
        onChange={(onBreach) => set("onBreach", onBreach)}
      />
      <FormSection title={t("slaSettings.channels")} text={t("slaSettings.channelsText")}>
        <ChannelChoice
          label={t("slaSettings.channels")}
          addLabel={t("slaSettings.addChannel")}
          emptyText={t("slaSettings.noChannels")}
          channels={channels}
          chosen={values.channelIds}
          holderOf={holderOf}
          onChange={(channelIds) => set("channelIds", channelIds)}
        />
      </FormSection>
      <EditorEnd
        busy={save.busy}
        error={nameTaken ? undefined : save.error}
        meanwhile={
          save.theirs && {
            changes: changesIn(
              save.theirs,
              (field) => t(POLICY_FIELDS[field]),
              (field, of) => policyInWords(field, of, channels, words),
            ),
            onTake: () => leave(onReload),
            onKeep: () => {
              save.rebase();
              send();
            },
          }
        }
        onCancel={done}
      >
        {policy !== null && <DeletePolicy policy={policy} onDone={done} />}
      </EditorEnd>
      <TakeOverDialog
        taken={asking ? taken : null}
        title={t("slaSettings.takeTitle")}
        confirmLabel={t("slaSettings.take")}
        onClose={() => setAsking(false)}
        onConfirm={async () => await save.run(taken.map(({ id }) => id))}
      >
        <p>{t("slaSettings.takeText", { count: taken.length })}</p>
      </TakeOverDialog>
      {guard}
    </form>
  );
}

type TargetsProps = { readonly form: Form<PolicyValues>; readonly problems: ReadonlySet<PolicyProblem> };

function Targets({ form: { values, set }, problems }: TargetsProps): ReactNode {
  const { t } = useWords();
  return (
    <>
      <FormSection title={t("slaSettings.targets")} text={t("slaSettings.targetsText")}>
        <TargetField
          label={t("slaSettings.first")}
          hint={t("slaSettings.firstHint")}
          minutes={values.firstResponseMinutes}
          wrong={problems.has("firstResponseMinutes")}
          onChange={(minutes) => set("firstResponseMinutes", minutes)}
        />
        <TargetField
          label={t("slaSettings.later")}
          hint={t("slaSettings.laterHint")}
          minutes={values.conversationResponseMinutes}
          wrong={problems.has("conversationResponseMinutes")}
          onChange={(minutes) => set("conversationResponseMinutes", minutes)}
        />
        {problems.has("target") && (
          <p className={classes.problem} role="alert">
            {t("slaSettings.targetMissing")}
          </p>
        )}
      </FormSection>
      <FormSection title={t("slaSettings.warning")} text={t("slaSettings.warningText")}>
        <NumberInput
          className={classes.percent}
          label={t("slaSettings.warningPercent")}
          min={1}
          max={99}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="none"
          suffix=" %"
          value={Number.isNaN(values.warningPercent) ? "" : values.warningPercent}
          error={problems.has("warning") ? t("slaSettings.warningRange") : undefined}
          onChange={(value) => set("warningPercent", value === "" ? Number.NaN : Number(value))}
        />
      </FormSection>
    </>
  );
}
