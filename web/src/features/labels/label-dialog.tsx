import { Button, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useWords } from "../../locales/use-words.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useAction } from "../../ui/use-form.ts";
import { KEEPERS, type Label, type LabelKind } from "./label-kind.ts";
import classes from "./labels.module.css";

type Props = { readonly kind: LabelKind; readonly label?: Label; readonly onClose: () => void };

/** A new topic or tag, or another name and description for one that is there. */
export function LabelDialog({ kind, label, onClose }: Props): ReactNode {
  const { t } = useWords();
  const [name, setName] = useState(label?.name ?? "");
  const [description, setDescription] = useState(label?.description ?? "");
  const save = useSave(kind, label, onClose);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== "") void save.run({ name, description });
  };
  const title = label ? t(`${kind}.editTitle`, { name: label.name }) : t(`${kind}.addTitle`);
  return (
    <Dialog opened onClose={onClose} title={title} holdsOn={name !== (label?.name ?? "")}>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label={t(`${kind}.name`)}
          description={t(`${kind}.nameText`)}
          required
          withAsterisk={false}
          data-autofocus
          maxLength={80}
          autoComplete="off"
          value={name}
          error={save.problem("name")}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          label={t(`${kind}.description`)}
          description={t(`${kind}.descriptionText`)}
          rows={2}
          maxLength={500}
          value={description}
          error={save.problem("description")}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        {save.error !== undefined && <ErrorNotice error={save.error} compact />}
        <div>
          <Button type="submit" loading={save.busy} disabled={name.trim() === ""}>
            {label ? t("ui.save") : t(`${kind}.addSubmit`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function useSave(kind: LabelKind, label: Label | undefined, onClose: () => void) {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  return useAction(async (body: { name: string; description: string }) => {
    if (label === undefined) await KEEPERS[kind].create(body);
    else await KEEPERS[kind].change(label.id, body);
    await cache.invalidateQueries({ queryKey: [kind] });
    onClose();
    toasts.show({ message: t("ui.saved"), tone: "good" });
  });
}
