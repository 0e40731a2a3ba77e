import { useCallback } from "react";
import { wantWork } from "../../api/became-available.ts";
import { call } from "../../api/call.ts";
import { useMe, useUpdateMe } from "../../api/me.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { useToasts } from "../../ui/toasts.tsx";
import type { AvailabilityChoice } from "./use-availability-choices.ts";

/** Changes one's availability: on the screen at once, taken back with a word when the server refuses. */
export function useSetPresence(): (wanted: AvailabilityChoice) => Promise<void> {
  const { t } = useWords();
  const { presence, awayState } = useMe();
  const updateMe = useUpdateMe();
  const toasts = useToasts();
  return useCallback(
    async (wanted) => {
      updateMe({ presence: wanted.chosen.presence, awayState: wanted.awayState });
      try {
        await call(routes.setPresence, { body: wanted.chosen });
        wantWork(wanted.chosen.presence === "available");
      } catch {
        updateMe({ presence, awayState });
        toasts.show({ message: t("shell.availabilityFailed"), tone: "bad" });
      }
    },
    [presence, awayState, t, toasts, updateMe],
  );
}
