import type { ContactView, DeletionPreview } from "@guichet/contract";
import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { FormSkeleton } from "../../../ui/skeletons.tsx";
import { useToasts } from "../../../ui/toasts.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useAction } from "../../../ui/use-form.ts";
import classes from "./deleting.module.css";

type Props = { readonly contact: ContactView; readonly onClose: () => void };
const LEAST = 3;

/** What goes and who stays, before it cannot be taken back (W125): the hint is what remains. */
export function DeleteDialog({ contact, onClose }: Props): ReactNode {
  useFocusBack();
  const { t } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ["contacts", contact.id, "deletion"],
    queryFn: ({ signal }) => call(routes.previewDeletion, { params: { id: contact.id }, signal }),
    staleTime: 0,
  });
  return (
    <Dialog opened onClose={onClose} title={t("privacy.deleteTitle", { name: contact.name })} size={520} holdsOn>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <FormSkeleton />}
      {data && <Form contact={contact} onClose={onClose} preview={data} />}
    </Dialog>
  );
}

function Form({ contact, onClose, preview }: Props & { readonly preview: DeletionPreview }): ReactNode {
  const { t } = useWords();
  const toasts = useToasts();
  const [hint, setHint] = useState("");
  const remove = useAction(async () => {
    await call(routes.deleteContact, { params: { id: contact.id }, body: { hint: hint.trim() } });
    toasts.show({ message: t("privacy.deleteDone"), tone: "good" });
    onClose();
  });
  const ready = hint.trim().length >= LEAST;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) void remove.run();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <p>{t("privacy.deleteText", { count: preview.conversations })}</p>
      {preview.linked.length > 0 && (
        <div>
          <p>{t("privacy.deleteLinked")}</p>
          <ul className={classes.linked}>
            {preview.linked.map((other) => (
              <li key={other.id}>
                <bdi>{other.name}</bdi>
                {other.platforms.length > 0 && ` · ${other.platforms.map((one) => t(`platforms.${one}`)).join(", ")}`}
              </li>
            ))}
          </ul>
        </div>
      )}
      <TextInput
        label={t("privacy.deleteHint")}
        description={t("privacy.deleteHintHelp")}
        placeholder={t("privacy.deleteHintExample")}
        required
        withAsterisk={false}
        data-autofocus
        autoComplete="off"
        minLength={LEAST}
        maxLength={100}
        value={hint}
        error={remove.problem("hint")}
        onChange={(event) => setHint(event.currentTarget.value)}
      />
      {remove.error !== undefined && <ErrorNotice error={remove.error} compact />}
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          {t("ui.cancel")}
        </Button>
        <Button type="submit" color="red.8" loading={remove.busy} disabled={!ready}>
          {t("privacy.deleteDeed")}
        </Button>
      </div>
    </form>
  );
}
