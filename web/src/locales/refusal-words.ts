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
      return t(`errors.${codeOf(error)}`, error instanceof Refusal ? namesIn(error) : {});
    },
    [t],
  );
}

/** What a refusal says of what stands in the way, e.g. who has it. */
function namesIn({ details }: Refusal): Record<string, string> {
  return Object.fromEntries(
    Object.entries(details).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}
