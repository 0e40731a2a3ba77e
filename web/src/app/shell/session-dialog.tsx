import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { useFocusBack } from "../../ui/use-focus-back.ts";
import classes from "./session-watch.module.css";
import { useSignOut } from "./use-sign-out.ts";

type Props = {
  /** How long it still lasts, e.g. `1:53`. */
  readonly time: string;
  readonly onStay: () => void;
};

/** Says that the session is about to end. Any sign of life keeps it, a press here too. */
export function SessionDialog({ time, onStay }: Props): ReactNode {
  const { t } = useWords();
  const signOut = useSignOut();
  useFocusBack();
  return (
    <Dialog opened onClose={onStay} title={t("shell.sessionTitle")}>
      <p className={classes.text} role="timer">
        {t("shell.sessionText", { time })}
      </p>
      <div className={classes.actions}>
        <Button variant="default" onClick={() => void signOut()}>
          {t("shell.signOut")}
        </Button>
        <Button data-autofocus onClick={onStay}>
          {t("shell.sessionStay")}
        </Button>
      </div>
    </Dialog>
  );
}
