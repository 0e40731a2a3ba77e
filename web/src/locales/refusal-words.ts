import { useCallback } from "react";
import { codeOf, Refusal } from "../api/refusal.ts";
import { useWords } from "./use-words.ts";

/** Words for anything thrown by a call: what happened and what to do. */
export function useRefusalWords(): (error: unknown) => string {
  const { t } = useWords();
  return useCallback(
    (error) => {
      const waits = error instanceof Refusal ? error.retryAfterSeconds : undefined;
      if (waits !== undefined && error instanceof Refusal && error.status === 429) {
        return t("errors.wait", { minutes: Math.max(1, Math.ceil(waits / 60)) });
      }
      return t(`errors.${codeOf(error)}`);
    },
    [t],
  );
}
