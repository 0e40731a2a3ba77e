import type { ResolutionReasonView } from "@guichet/contract";
import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { call } from "../../../api/call.ts";
import { queries } from "../../../api/queries.ts";
import { routes } from "../../../api/routes.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { useAction } from "../../../ui/use-form.ts";
import classes from "./reasons.module.css";

type Props = {
  readonly opened: boolean;
  /** Undefined: a new one. */
  readonly reason: ResolutionReasonView | undefined;
  readonly onClose: () => void;
};

/** Adds a reason, or gives one another name. */
export function ReasonDialog({ opened, reason, onClose }: Props): ReactNode {
  const { t } = useWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={t(reason ? "reasons.renameTitle" : "reasons.addTitle")}>
      <NameForm reason={reason} onClose={onClose} />
    </Dialog>
  );
}

function NameForm({ reason, onClose }: Omit<Props, "opened">): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const [name, setName] = useState(reason?.name ?? "");
  const save = useAction(async () => {
    if (reason === undefined) await call(routes.createReason, { body: { name } });
    else await call(routes.patchReason, { params: { id: reason.id }, body: { name } });
    await cache.invalidateQueries({ queryKey: queries.reasons().queryKey });
    onClose();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== "") void save.run();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        label={t("reasons.name")}
        description={t("reasons.nameHint")}
        required
        withAsterisk={false}
        data-autofocus
        maxLength={100}
        autoComplete="off"
        value={name}
        error={save.problem("name")}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {save.error !== undefined && <ErrorNotice error={save.error} compact />}
      <div>
        <Button type="submit" loading={save.busy} disabled={name.trim() === ""}>
          {t("ui.save")}
        </Button>
      </div>
    </form>
  );
}
