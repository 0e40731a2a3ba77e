import { useCallback } from "react";
import { call } from "../../api/call.ts";
import { useMe, useUpdateMe } from "../../api/me.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { useToasts } from "../../ui/toasts.tsx";

export const CHOICES = ["available", "away"] as const;
export type Availability = (typeof CHOICES)[number];

/** Changes one's availability: on the screen at once, taken back with a word when the server refuses. */
export function useSetPresence(): (wanted: Availability) => Promise<void> {
  const { t } = useWords();
  const { presence } = useMe();
  const updateMe = useUpdateMe();
  const toasts = useToasts();
  return useCallback(
    async (wanted) => {
      updateMe({ presence: wanted });
      try {
        await call(routes.setPresence, { body: { presence: wanted } });
      } catch {
        updateMe({ presence });
        toasts.show({ message: t("shell.availabilityFailed"), tone: "bad" });
      }
    },
    [presence, t, toasts, updateMe],
  );
}
