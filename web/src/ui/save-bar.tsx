import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "./error-notice.tsx";
import { useLeaveGuard } from "./leave-guard.tsx";
import classes from "./save-bar.module.css";

type Props = {
  readonly dirty: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
};

/** Appears at the bottom of a form that was changed: save or discard, and no leaving by mistake. */
export function SaveBar({ dirty, busy, error, onSave, onDiscard }: Props): ReactNode {
  const { t } = useWords();
  const { guard } = useLeaveGuard(dirty);
  if (!dirty && error === undefined) return null;
  return (
    <div className={classes.holder}>
      {error !== undefined && <ErrorNotice error={error} compact />}
      <div className={classes.bar}>
        <span className={classes.words} role="status">
          {t("ui.unsaved")}
        </span>
        <Button variant="default" onClick={onDiscard} disabled={busy}>
          {t("ui.discard")}
        </Button>
        <Button onClick={onSave} loading={busy}>
          {t("ui.save")}
        </Button>
      </div>
      {guard}
    </div>
  );
}
