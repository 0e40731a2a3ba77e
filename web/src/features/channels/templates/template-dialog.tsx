import { LONGEST_TEMPLATE, type MessageTemplate, templateCategory } from "@guichet/contract";
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { FieldRow } from "../../../ui/form-section.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useAction } from "../../../ui/use-form.ts";
import { PrefillFields } from "./prefill-fields.tsx";
import { NEW_TEMPLATE, problemsOf, toTemplate } from "./template-values.ts";
import classes from "./templates.module.css";

type Props = {
  /** The platform lists it: what its parameters begin with is all that can be changed. */
  readonly listed: boolean;
  /** Null: a new one. */
  readonly template: MessageTemplate | null;
  readonly others: readonly MessageTemplate[];
  readonly onSave: (template: MessageTemplate) => Promise<void>;
  readonly onDelete: () => Promise<void>;
  readonly onClose: () => void;
};

/** Adds a template, or changes one. */
export function TemplateDialog(props: Props): ReactNode {
  useFocusBack();
  const { t } = useWords();
  const { template, onClose } = props;
  const title = template ? t("channels.templateEditTitle", { name: template.name }) : t("channels.templateAdd");
  return (
    <Dialog opened onClose={onClose} title={title} size={600} holdsOn>
      {props.listed && template !== null ? <ListedForm {...props} template={template} /> : <Form {...props} />}
    </Dialog>
  );
}

function ListedForm({ template, onSave, onClose }: Props & { readonly template: MessageTemplate }): ReactNode {
  const { t } = useWords();
  const [prefill, setPrefill] = useState<MessageTemplate["prefill"]>(template.prefill);
  const save = useAction(async () => {
    await onSave({ ...template, prefill });
    onClose();
  });
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save.run();
      }}
    >
      <p className={classes.none}>
        {t(template.status === "unusable" ? "channels.templateUnusableText" : "channels.templateListedText")}
      </p>
      <p className={classes.listed} dir="auto">
        {template.body}
      </p>
      {template.status !== "unusable" && (
        <PrefillFields body={template.body} prefill={prefill} onPrefill={setPrefill} />
      )}
      {save.error !== undefined && <ErrorNotice error={save.error} compact />}
      <div className={classes.foot}>
        <Button type="submit" loading={save.busy}>
          {t("ui.save")}
        </Button>
      </div>
    </form>
  );
}

function Form({ template, others, onSave, onDelete, onClose }: Props): ReactNode {
  const { t } = useWords();
  const [values, setValues] = useState<MessageTemplate>(template ?? NEW_TEMPLATE);
  const [tried, setTried] = useState(false);
  const set = (part: Partial<MessageTemplate>): void => setValues((before) => ({ ...before, ...part }));
  const problems = problemsOf(values, others);
  const save = useAction(async () => {
    await onSave(toTemplate(values));
    onClose();
  });
  const remove = useAction(async () => {
    await onDelete();
    onClose();
  });
  const say = (field: keyof typeof problems): string | undefined => {
    const problem = problems[field];
    return tried && problem !== undefined ? t(problem) : undefined;
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length === 0) void save.run();
  };
  const error = save.error ?? remove.error;
  return (
    <form className={classes.form} noValidate onSubmit={submit}>
      <FieldRow>
        <TextInput
          label={t("channels.templateName")}
          description={t("channels.templateNameHint")}
          data-autofocus
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          value={values.name}
          error={say("name")}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t("channels.templateLanguage")}
          description={t("channels.templateLanguageHint")}
          maxLength={20}
          autoComplete="off"
          spellCheck={false}
          value={values.language}
          error={say("language")}
          onChange={(event) => set({ language: event.currentTarget.value.trim() })}
        />
      </FieldRow>
      <FieldRow>
        <NativeSelect
          label={t("channels.templateCategory")}
          data={templateCategory.options.map((value) => ({ value, label: t(`replyBox.category_${value}`) }))}
          value={values.category}
          onChange={(event) => set({ category: templateCategory.parse(event.currentTarget.value) })}
        />
        <NativeSelect
          label={t("channels.templateState")}
          data={[
            { value: "approved", label: t("channels.templateApproved") },
            { value: "paused", label: t("channels.templatePaused") },
          ]}
          value={values.status}
          onChange={(event) => set({ status: event.currentTarget.value === "paused" ? "paused" : "approved" })}
        />
      </FieldRow>
      <Textarea
        label={t("channels.templateText")}
        description={t("channels.templateTextHint", { example1: "{{1}}", example2: "{{order_number}}" })}
        dir="auto"
        autosize
        minRows={4}
        maxRows={14}
        maxLength={LONGEST_TEMPLATE}
        value={values.body}
        error={say("body")}
        onChange={(event) => set({ body: event.currentTarget.value })}
      />
      <PrefillFields body={values.body} prefill={values.prefill} onPrefill={(prefill) => set({ prefill })} />
      {error !== undefined && <ErrorNotice error={error} compact />}
      <div className={classes.foot}>
        {template !== null && (
          <Button variant="subtle" color="red" loading={remove.busy} onClick={() => void remove.run()}>
            {t("channels.templateDelete")}
          </Button>
        )}
        <Button type="submit" loading={save.busy}>
          {t("ui.save")}
        </Button>
      </div>
    </form>
  );
}
