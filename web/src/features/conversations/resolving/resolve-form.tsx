import { Button } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { flushSync } from "react-dom";
import { useWords } from "../../../locales/use-words.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { KeysHint } from "../../../ui/keys-hint.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import classes from "./resolve-fields.module.css";

type Props = {
  readonly title: string;
  /** Why it cannot be, or was refused. */
  readonly trouble?: string | undefined;
  readonly complete: boolean;
  readonly onClose: () => void;
  readonly onResolve: () => void;
  readonly children: ReactNode;
};

/**
 * The dialog before one conversation or many are resolved (W50, W66, W67). Enter in a field goes on: to what is missing, or
 * it resolves; so does Ctrl or Cmd with Enter, from everywhere. Escape leaves all as it is.
 */
export function ResolveForm({ title, trouble, complete, onClose, onResolve, children }: Props): ReactNode {
  const { t } = useWords();
  const form = useRef<HTMLFormElement>(null);
  useFocusBack();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing || event.repeat) return;
    const chosen = event.defaultPrevented;
    if (!chosen && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    // What this key has chosen is drawn first. At once: the next key may follow before any timer.
    flushSync(() => undefined);
    form.current?.requestSubmit();
  };
  return (
    <Dialog opened onClose={onClose} title={title} holdsOn>
      <form
        ref={form}
        className={classes.form}
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          if (complete) onResolve();
          else focusMissing(event.currentTarget);
        }}
      >
        {trouble !== undefined && <Notice tone="warning">{trouble}</Notice>}
        {children}
        <div className={classes.actions}>
          <span className={classes.keys} aria-hidden>
            <KeysHint keys="mod+enter" /> {t("time.resolves")}
          </span>
          <Button variant="default" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" disabled={!complete} aria-keyshortcuts="Control+Enter Meta+Enter">
            {t("conversations.resolve")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function focusMissing(form: HTMLFormElement): void {
  form.querySelector<HTMLElement>("[data-missing] input, [data-missing] [tabindex]")?.focus();
}
