import { useBlocker } from "@tanstack/react-router";
import { type ReactNode, useCallback, useRef } from "react";
import { useWords } from "../locales/use-words.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";

/**
 * Nobody loses what they typed by following a link or closing the tab: one is asked first. `guard` belongs on the page;
 * `leave` goes on without a question, for what was saved or is given up on purpose.
 */
export function useLeaveGuard(dirty: boolean): {
  readonly guard: ReactNode;
  readonly leave: (go: () => void) => void;
} {
  const { t } = useWords();
  const free = useRef(false);
  const blocker = useBlocker({
    // Who is signed out must leave, changes or not.
    shouldBlockFn: ({ current, next }) =>
      dirty && !free.current && current.pathname !== next.pathname && next.pathname !== "/sign-in",
    enableBeforeUnload: dirty,
    withResolver: true,
  });
  const leave = useCallback((go: () => void) => {
    free.current = true;
    go();
  }, []);
  const guard = (
    <ConfirmDialog
      opened={blocker.status === "blocked"}
      onClose={() => blocker.reset?.()}
      title={t("ui.leaveTitle")}
      confirmLabel={t("ui.leave")}
      cancelLabel={t("ui.stay")}
      danger
      onConfirm={async () => blocker.proceed?.()}
    >
      {t("ui.leaveText")}
    </ConfirmDialog>
  );
  return { guard, leave };
}
