import type { AttributeView } from "@guichet/contract";
import { ATTRIBUTE_KINDS, type AttributeKind } from "@guichet/contract/attribute-values";
import { Checkbox, Select, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { call } from "../../../api/call.ts";
import { fieldProblem, Refusal } from "../../../api/refusal.ts";
import { routes } from "../../../api/routes.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { ApartButton, EditorEnd } from "../../../ui/editor-end.tsx";
import { useAction, useForm } from "../../../ui/use-form.ts";
import { attributeName } from "../attribute-words.ts";
import { DeleteAttribute } from "./delete-attribute.tsx";
import classes from "./settings.module.css";

type Props = {
  /** Null: a new one. Undefined: closed. */
  readonly attribute: AttributeView | null | undefined;
  readonly onClose: () => void;
  readonly onSaved: () => void;
  readonly onDeleted: (attribute: AttributeView) => void;
};

/** Adds or changes a contact attribute (W111, W113). */
export function AttributeDialog({ attribute, onClose, onSaved, onDeleted }: Props): ReactNode {
  const words = useWords();
  const { t } = words;
  const title = attribute
    ? t("contactSettings.editTitle", { name: attributeName(attribute, words) })
    : t("contactSettings.addTitle");
  return (
    <Dialog opened={attribute !== undefined} onClose={onClose} title={title} size={520} holdsOn>
      {attribute !== undefined && (
        <AttributeForm attribute={attribute} onClose={onClose} onSaved={onSaved} onDeleted={onDeleted} />
      )}
    </Dialog>
  );
}

type Values = {
  name: string;
  kind: AttributeKind;
  options: string;
  alias: string;
  shown: boolean;
  crmManaged: boolean;
  lookup: boolean;
};

type FormProps = Omit<Props, "attribute"> & { readonly attribute: AttributeView | null };

function AttributeForm({ attribute, onClose, onSaved, onDeleted }: FormProps): ReactNode {
  const { t } = useWords();
  const form = useForm<Values>({
    name: attribute?.name ?? "",
    kind: attribute?.kind ?? "text",
    options: attribute?.options.join("\n") ?? "",
    alias: attribute?.alias ?? "",
    shown: attribute?.shown ?? true,
    crmManaged: attribute?.crmManaged ?? false,
    lookup: attribute?.lookup ?? false,
  });
  const [deleting, setDeleting] = useState(false);
  const save = useAction(async () => {
    await send(attribute, form.values);
    onSaved();
    onClose();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save.run();
  };
  if (deleting && attribute !== null) {
    return (
      <DeleteAttribute
        attribute={attribute}
        onCancel={() => setDeleting(false)}
        onDeleted={() => {
          onDeleted(attribute);
          onClose();
        }}
      />
    );
  }
  const worded = ["name", "alias", "options"].some((path) => problemOf(save.error, path) !== undefined);
  return (
    <form className={classes.form} onSubmit={submit}>
      {attribute?.platform == null && <OwnFields form={form} isNew={attribute === null} error={save.error} />}
      <Switches form={form} own={attribute?.platform == null} />
      <EditorEnd
        busy={save.busy}
        error={worded ? undefined : save.error}
        saveLabel={t(attribute === null ? "contactSettings.addSubmit" : "ui.save")}
        onCancel={onClose}
      >
        {attribute !== null && <ApartButton label={t("contactSettings.delete")} onClick={() => setDeleting(true)} />}
      </EditorEnd>
    </form>
  );
}

async function send(attribute: AttributeView | null, values: Values): Promise<void> {
  const { name, kind, alias, shown, crmManaged, lookup } = values;
  const options = values.options
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (attribute === null) {
    await call(routes.createAttribute, {
      body: { name, kind, options, shown, crmManaged, lookup, ...(alias.trim() === "" ? {} : { alias }) },
    });
    return;
  }
  const own = {
    name,
    crmManaged,
    ...(kind === "choice" ? { options } : {}),
    ...(alias === attribute.alias ? {} : { alias }),
  };
  await call(routes.patchAttribute, {
    params: { id: attribute.id },
    body: { shown, lookup, ...(attribute.platform === null ? own : {}) },
  });
}

function problemOf(error: unknown, path: string): "taken" | "wrong" | undefined {
  if (error instanceof Refusal && error.code === "already_exists" && error.details.field === path) return "taken";
  return fieldProblem(error, path) === undefined ? undefined : "wrong";
}

type Form = ReturnType<typeof useForm<Values>>;

function OwnFields({ form, isNew, error }: { form: Form; isNew: boolean; error: unknown }): ReactNode {
  const { t } = useWords();
  const { values, set } = form;
  const [name, alias, options] = ["name", "alias", "options"].map((path) => problemOf(error, path));
  return (
    <>
      <TextInput
        label={t("contactSettings.name")}
        required
        withAsterisk={false}
        data-autofocus
        maxLength={60}
        autoComplete="off"
        value={values.name}
        error={name && t(name === "taken" ? "contactSettings.nameTaken" : "ui.checkField")}
        onChange={(event) => set("name", event.currentTarget.value)}
      />
      <Select
        label={t("contactSettings.kind")}
        {...(isNew ? {} : { description: t("contactSettings.kindStays") })}
        disabled={!isNew}
        allowDeselect={false}
        data={ATTRIBUTE_KINDS.map((kind) => ({ value: kind, label: t(`contactSettings.kind_${kind}`) }))}
        value={values.kind}
        onChange={(kind) => set("kind", ATTRIBUTE_KINDS.find((one) => one === kind) ?? "text")}
      />
      {values.kind === "choice" && (
        <Textarea
          label={t("contactSettings.options")}
          description={t("contactSettings.optionsHint")}
          autosize
          minRows={3}
          maxRows={8}
          value={values.options}
          error={options && t("contactSettings.optionsNeeded")}
          onChange={(event) => set("options", event.currentTarget.value)}
        />
      )}
      <TextInput
        label={t("contactSettings.alias")}
        description={t("contactSettings.aliasHint")}
        maxLength={40}
        autoComplete="off"
        spellCheck={false}
        value={values.alias}
        error={alias && t(alias === "taken" ? "contactSettings.aliasTaken" : "contactSettings.aliasWrong")}
        onChange={(event) => set("alias", event.currentTarget.value)}
      />
    </>
  );
}

function Switches({ form, own }: { readonly form: Form; readonly own: boolean }): ReactNode {
  const { t } = useWords();
  const keys = own ? (["shown", "crmManaged", "lookup"] as const) : (["shown", "lookup"] as const);
  return keys.map((key) => (
    <Checkbox
      key={key}
      label={t(`contactSettings.${key}`)}
      description={t(`contactSettings.${key}Hint`)}
      checked={form.values[key]}
      onChange={(event) => form.set(key, event.currentTarget.checked)}
    />
  ));
}
