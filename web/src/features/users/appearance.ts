import type { Locale, Me } from "@guichet/contract";
import { useMemo } from "react";
import { call } from "../../api/call.ts";
import { useMe, useUpdateMe } from "../../api/me.ts";
import { routes } from "../../api/routes.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useToasts } from "../../ui/toasts.tsx";

export type Scheme = Me["colorScheme"];
type Look = Pick<Me, "colorScheme" | "locale" | "timeZone">;
export type Appearance = {
  readonly setScheme: (scheme: Scheme) => void;
  readonly setLanguage: (locale: Locale) => void;
  readonly setTimeZone: (timeZone: string) => void;
};

/** Changes theme, language or time zone: on the screen at once, kept on the server, taken back if it refuses. */
export function useAppearance(): Appearance {
  const { colorScheme, locale, timeZone } = useMe();
  const updateMe = useUpdateMe();
  const toasts = useToasts();
  const words = useRefusalWords();
  return useMemo(() => {
    const change = async (now: Partial<Look>, before: Partial<Look>): Promise<void> => {
      updateMe(now);
      try {
        await call(routes.patchMe, { body: now });
      } catch (error) {
        updateMe(before);
        toasts.show({ message: words(error), tone: "bad" });
      }
    };
    return {
      setScheme: (wanted) => void change({ colorScheme: wanted }, { colorScheme }),
      setLanguage: (wanted) => void change({ locale: wanted }, { locale }),
      setTimeZone: (wanted) => void change({ timeZone: wanted }, { timeZone }),
    };
  }, [colorScheme, locale, timeZone, toasts, updateMe, words]);
}

/** The theme a control names; what it does not know is the system's. */
export function readScheme(value: string): Scheme {
  return value === "light" || value === "dark" ? value : "auto";
}
