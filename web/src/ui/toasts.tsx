import { IconX } from "@tabler/icons-react";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useWords } from "../locales/use-words.ts";
import { KeysHint } from "./keys-hint.tsx";
import classes from "./toasts.module.css";

export type Toast = {
  /** In the user's language. */
  readonly message: string;
  readonly tone?: "plain" | "good" | "bad";
  /** Shown as *Undo*; `undoLast` (the Z key) runs the newest one. */
  readonly undo?: () => void;
  /** What it tells of ahead of the answer: once that is refused, it goes away. */
  readonly tellsOf?: Promise<unknown>;
  /** Milliseconds; 8 s with undo, else 5 s. */
  readonly stays?: number;
};
type ShownToast = Toast & { readonly id: number };
export type Toaster = {
  readonly show: (toast: Toast) => void;
  readonly undoLast: () => void;
  /** Which key runs `undoLast`: shown beside *Undo*. */
  readonly setUndoKey: (keys: string | undefined) => void;
};

const ToasterContext = createContext<Toaster | undefined>(undefined);
const AT_MOST = 3;

/** Short messages at the top of the page, read out politely. */
export function ToastProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [shown, setShown] = useState<readonly ShownToast[]>([]);
  const [undoKey, setUndoKey] = useState<string>();
  const latest = useRef(shown);
  latest.current = shown;
  const next = useRef(0);
  const dismiss = useCallback((id: number) => setShown((before) => before.filter((toast) => toast.id !== id)), []);
  const toaster = useMemo((): Toaster => {
    return {
      show: (toast) => {
        next.current += 1;
        const id = next.current;
        setShown((before) => [...before, { ...toast, id }].slice(-AT_MOST));
        toast.tellsOf?.catch(() => dismiss(id));
      },
      undoLast: () => {
        const toast = latest.current.findLast((one) => one.undo !== undefined);
        if (!toast) return;
        dismiss(toast.id);
        toast.undo?.();
      },
      setUndoKey,
    };
  }, [dismiss]);
  return (
    <ToasterContext value={toaster}>
      {children}
      <ToastStack toasts={shown} undoKey={undoKey} onDismiss={dismiss} />
    </ToasterContext>
  );
}

/** Shows a toast: `useToasts().show({ message: t("…"), undo })`. */
export function useToasts(): Toaster {
  const toaster = use(ToasterContext);
  if (!toaster) throw new Error("Toasts need a ToastProvider above them.");
  return toaster;
}

type StackProps = {
  readonly toasts: readonly ShownToast[];
  readonly undoKey: string | undefined;
  readonly onDismiss: (id: number) => void;
};

function ToastStack({ toasts, undoKey, onDismiss }: StackProps): ReactNode {
  const { t } = useWords();
  // Held while a pointer or the focus is on it: nobody should have to race for Undo.
  const [held, setHeld] = useState(false);
  return (
    <section
      className={classes.stack}
      aria-label={t("ui.notices")}
      aria-live="polite"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} undoKey={undoKey} held={held} onDismiss={onDismiss} />
      ))}
    </section>
  );
}

type LineProps = {
  readonly toast: ShownToast;
  readonly undoKey: string | undefined;
  readonly held: boolean;
  readonly onDismiss: (id: number) => void;
};

function ToastLine({ toast, undoKey, held, onDismiss }: LineProps): ReactNode {
  const { t } = useWords();
  const stays = toast.stays ?? (toast.undo ? 8000 : 5000);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => onDismiss(toast.id), stays);
    return () => clearTimeout(timer);
  }, [held, stays, toast.id, onDismiss]);
  const undo = (): void => {
    onDismiss(toast.id);
    toast.undo?.();
  };
  return (
    <div className={classes.toast} data-tone={toast.tone ?? "plain"}>
      <span className={classes.message}>{toast.message}</span>
      {toast.undo && (
        <button type="button" className={classes.undo} onClick={undo}>
          {t("ui.undo")} {undoKey && <KeysHint keys={undoKey} />}
        </button>
      )}
      <button type="button" className={classes.close} aria-label={t("ui.dismiss")} onClick={() => onDismiss(toast.id)}>
        <IconX size={15} />
      </button>
    </div>
  );
}
