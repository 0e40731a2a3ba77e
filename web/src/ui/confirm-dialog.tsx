import { Button, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useWords } from "../locales/use-words.ts";
import classes from "./confirm-dialog.module.css";
import { Dialog } from "./dialog.tsx";
import { ErrorNotice } from "./error-notice.tsx";

type Props = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What will happen, in words. */
  readonly children: ReactNode;
  readonly confirmLabel: string;
  /** Instead of *Cancel*. */
  readonly cancelLabel?: string;
  /** Runs on confirmation; the dialog waits, shows a failure and stays, or closes. */
  readonly onConfirm: () => Promise<unknown>;
  readonly danger?: boolean;
  /** Must be typed before the button works: for what cannot be undone. */
  readonly typeToConfirm?: string;
};

/** Asks before something that cannot simply be undone. */
export function ConfirmDialog(props: Props): ReactNode {
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={props.title}>
      <Question {...props} />
    </Dialog>
  );
}

function Question({
  children,
  confirmLabel,
  cancelLabel,
  onConfirm,
  onClose,
  danger = false,
  typeToConfirm,
}: Props): ReactNode {
  const { t } = useWords();
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const confirm = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className={classes.question}
      onSubmit={(event) => {
        event.preventDefault();
        // To React the dialog lies in the page: a form around it would be sent, too.
        event.stopPropagation();
        void confirm();
      }}
    >
      <div className={classes.words}>{children}</div>
      {typeToConfirm !== undefined && (
        <TextInput
          label={t("ui.typeToConfirm", { word: typeToConfirm })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          data-autofocus
        />
      )}
      {error !== undefined && <ErrorNotice error={error} compact />}
      <Actions
        busy={busy}
        disabled={typeToConfirm !== undefined && typed.trim() !== typeToConfirm}
        confirm={confirmLabel}
        cancel={cancelLabel ?? t("ui.cancel")}
        danger={danger}
        focused={typeToConfirm === undefined}
        onCancel={onClose}
      />
    </form>
  );
}

type ActionsProps = {
  readonly busy: boolean;
  readonly disabled: boolean;
  readonly confirm: string;
  readonly cancel: string;
  readonly danger: boolean;
  readonly focused: boolean;
  readonly onCancel: () => void;
};

function Actions({ busy, disabled, confirm, cancel, danger, focused, onCancel }: ActionsProps): ReactNode {
  return (
    <div className={classes.actions}>
      <Button variant="default" onClick={onCancel}>
        {cancel}
      </Button>
      <Button
        type="submit"
        color={danger ? "red.8" : undefined}
        loading={busy}
        disabled={disabled}
        data-autofocus={focused || undefined}
      >
        {confirm}
      </Button>
    </div>
  );
}
