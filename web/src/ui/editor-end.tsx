import { Button } from "@mantine/core";
import type { ComponentProps, ReactNode } from "react";
import { useWords } from "../locales/use-words.ts";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import classes from "./editor-end.module.css";
import { ErrorNotice } from "./error-notice.tsx";

type Props = {
  readonly busy: boolean;
  /** Why it was not saved; undefined: it was, or the reason stands elsewhere. */
  readonly error?: unknown;
  /** Somebody else saved first: this is told instead of the error. */
  readonly meanwhile?: ComponentProps<typeof ChangedMeanwhile> | undefined;
  /** Nothing is there to save or to give up. */
  readonly idle?: boolean;
  /** Instead of *Save*. */
  readonly saveLabel?: string;
  readonly onCancel: () => void;
  /** What stands beside these, e.g. deleting it. */
  readonly children?: ReactNode;
};

/** How the form of an editor ends: what kept it from being saved, and a row with save and cancel. */
export function EditorEnd({ busy, error, meanwhile, idle = false, saveLabel, onCancel, children }: Props): ReactNode {
  const { t } = useWords();
  return (
    <>
      {meanwhile && <ChangedMeanwhile {...meanwhile} />}
      {error !== undefined && !meanwhile && <ErrorNotice error={error} compact />}
      <div className={classes.end}>
        <Button type="submit" loading={busy} disabled={idle}>
          {saveLabel ?? t("ui.save")}
        </Button>
        {!idle && (
          <Button variant="default" onClick={onCancel}>
            {t("ui.cancel")}
          </Button>
        )}
        {children}
      </div>
    </>
  );
}

type ApartProps = { readonly label: string; readonly busy?: boolean; readonly onClick: () => void };

/** At the far end of that row: what takes away the thing itself. */
export function ApartButton({ label, busy = false, onClick }: ApartProps): ReactNode {
  return (
    <Button variant="subtle" color="red" className={classes.apart ?? ""} loading={busy} onClick={onClick}>
      {label}
    </Button>
  );
}
