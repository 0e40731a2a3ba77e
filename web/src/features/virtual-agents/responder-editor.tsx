import type { AutoResponderView, ChannelView } from "@guichet/contract";
import { Radio, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { Refusal } from "../../api/refusal.ts";
import { useWords } from "../../locales/use-words.ts";
import { EditorEnd } from "../../ui/editor-end.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { useLeaveGuard } from "../../ui/leave-guard.tsx";
import { changesIn } from "../../ui/theirs.ts";
import { type Form, useForm } from "../../ui/use-form.ts";
import { ChannelAccess } from "./channel-access.tsx";
import { DeleteResponder } from "./delete-responder.tsx";
import { firstValues, problemsIn, type ResponderValues, toValues } from "./responder-values.ts";
import { RESPONDER_FIELDS, responderInWords } from "./responder-words.ts";
import { ScriptFields } from "./script-fields.tsx";
import { useSaveResponder } from "./use-save-responder.ts";
import classes from "./virtual-agents.module.css";

type Props = {
  /** Null: a new one. */
  readonly responder: AutoResponderView | null;
  readonly channels: readonly ChannelView[];
  /** It was saved for the first time: its channels come next. */
  readonly onCreated: (saved: AutoResponderView) => void;
  readonly onDone: () => void;
  /** Begins anew with what the server has now. */
  readonly onReload: () => void;
};

/** Name, activation, hand-off, scripts and, once it is saved, the channels of an auto responder (R81). */
export function ResponderEditor({ responder, channels, onCreated, onDone, onReload }: Props): ReactNode {
  const words = useWords();
  const { t, locale } = words;
  const form = useForm<ResponderValues>(responder === null ? firstValues(locale) : toValues(responder));
  const { values, set } = form;
  const { guard, leave } = useLeaveGuard(form.dirty);
  const done = (): void => leave(onDone);
  const save = useSaveResponder(responder, values, (saved) =>
    leave(() => (responder === null ? onCreated(saved) : onDone())),
  );
  const [tried, setTried] = useState(false);
  const problems = problemsIn(values);
  const send = (): void => {
    setTried(true);
    if (problems.size === 0) void save.run();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send();
  };
  const nameTaken = save.error instanceof Refusal && save.error.code === "already_exists";
  const shown = values.name.trim();
  return (
    <form className={classes.form} onSubmit={submit}>
      <FormSection title={t("autoResponders.name")} text={t("autoResponders.nameText")}>
        <TextInput
          aria-label={t("autoResponders.name")}
          description={shown === "" ? undefined : t("autoResponders.shownAs", { name: shown })}
          maxLength={60}
          autoComplete="off"
          data-autofocus
          value={values.name}
          error={
            nameTaken ? t("autoResponders.nameTaken") : tried && problems.has("name") ? t("ui.required") : undefined
          }
          onChange={(event) => set("name", event.currentTarget.value)}
        />
      </FormSection>
      <Activation form={form} />
      <FormSection title={t("autoResponders.scripts")} text={t("autoResponders.scriptsText")}>
        <ScriptFields
          scripts={values.scripts}
          missing={tried && problems.has("scripts")}
          onChange={(scripts) => set("scripts", scripts)}
        />
      </FormSection>
      <FormSection title={t("autoResponders.channels")} text={t("autoResponders.channelsText")}>
        {responder === null ? (
          <p className={classes.nothing}>{t("autoResponders.channelsLater")}</p>
        ) : (
          <ChannelAccess responder={responder} channels={channels} />
        )}
      </FormSection>
      <EditorEnd
        busy={save.busy}
        error={nameTaken ? undefined : save.error}
        meanwhile={
          save.theirs && {
            changes: changesIn(
              save.theirs,
              (field) => t(RESPONDER_FIELDS[field]),
              (field, of, other) => responderInWords(field, of, other, words),
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
        {responder !== null && <DeleteResponder responder={responder} onDone={done} />}
      </EditorEnd>
      {guard}
    </form>
  );
}

function Activation({ form: { values, set } }: { readonly form: Form<ResponderValues> }): ReactNode {
  const { t } = useWords();
  return (
    <>
      <FormSection title={t("autoResponders.activation")} text={t("autoResponders.activationText")}>
        <Radio.Group
          aria-label={t("autoResponders.activation")}
          value={values.activation}
          onChange={(value) => set("activation", value === "delegation" ? "delegation" : "inception")}
        >
          <div className={classes.choices}>
            {(["inception", "delegation"] as const).map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(`autoResponders.${one}`)}
                description={t(`autoResponders.${one}Hint`)}
              />
            ))}
          </div>
        </Radio.Group>
      </FormSection>
      {values.activation === "delegation" && (
        <FormSection title={t("autoResponders.handOff")} text={t("autoResponders.handOffText")}>
          <Radio.Group
            aria-label={t("autoResponders.handOff")}
            value={values.handOff}
            onChange={(value) => set("handOff", value === "previous" ? "previous" : "new")}
          >
            <div className={classes.choices}>
              <Radio value="new" label={t("autoResponders.handOffNew")} />
              <Radio
                value="previous"
                label={t("autoResponders.handOffPrevious")}
                description={t("autoResponders.handOffPreviousHint")}
              />
            </div>
          </Radio.Group>
        </FormSection>
      )}
    </>
  );
}
