import type { TeamView } from "@guichet/contract";
import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { useAction } from "../../ui/use-form.ts";
import classes from "./form.module.css";

type Props = { readonly opened: boolean; readonly onClose: () => void; readonly onAdded: (team: TeamView) => void };

/** Asks for the name of a new team; everything else is on its page. */
export function AddTeamDialog({ opened, onClose, onAdded }: Props): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const [name, setName] = useState("");
  const add = useAction(async () => {
    const team = await call(routes.createTeam, { body: { name } });
    await cache.invalidateQueries({ queryKey: ["teams"] });
    onAdded(team);
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void add.run();
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={t("teams.addTitle")}>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label={t("teams.name")}
          description={t("teams.nameText")}
          required
          withAsterisk={false}
          data-autofocus
          maxLength={100}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {add.error !== undefined && <ErrorNotice error={add.error} compact />}
        <div>
          <Button type="submit" loading={add.busy}>
            {t("teams.addSubmit")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
