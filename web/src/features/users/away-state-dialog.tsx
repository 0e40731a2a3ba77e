import type { AwayStateView } from "@guichet/contract";
import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { useAction } from "../../ui/use-form.ts";
import classes from "./form.module.css";

const LONGEST = 25;
type Props = {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** The one to rename; without it a new one is made. */
  readonly state?: AwayStateView | undefined;
};

/** Asks for the name of an away state. */
export function AwayStateDialog({ opened, onClose, state }: Props): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const [name, setName] = useState(state?.name ?? "");
  const save = useAction(async () => {
    if (state) await call(routes.patchAwayState, { params: { id: state.id }, body: { name } });
    else await call(routes.createAwayState, { body: { name } });
    await cache.invalidateQueries(queries.awayStates());
    if (!state) setName("");
    onClose();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save.run();
  };
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={state ? t("awayStates.rename", { name: state.name }) : t("awayStates.addTitle")}
    >
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label={t("awayStates.name")}
          description={t("awayStates.nameText", { left: LONGEST - name.length })}
          required
          withAsterisk={false}
          data-autofocus
          maxLength={LONGEST}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {save.error !== undefined && <ErrorNotice error={save.error} compact />}
        <div>
          <Button type="submit" loading={save.busy} disabled={name.trim() === ""}>
            {t(state ? "ui.save" : "awayStates.addSubmit")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
