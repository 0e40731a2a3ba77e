import type { Locale, Me } from "@guichet/contract";
import { useMemo } from "react";
import { call } from "../../api/call.ts";
import { useMe, useUpdateMe } from "../../api/me.ts";
import { routes } from "../../api/routes.ts";
import type { WordKey } from "../../locales/catalog.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useToasts } from "../../ui/toasts.tsx";

export type Scheme = Me["colorScheme"];
export type ColorSchemeChoice = { readonly scheme: Scheme; readonly word: WordKey };
export type Appearance = {
  readonly setScheme: (scheme: Scheme) => void;
  readonly setLanguage: (locale: Locale) => void;
};

/** Changes the theme or the language: on the screen at once, kept on the server, taken back if it refuses. */
export function useAppearance(): Appearance {
  const { colorScheme, locale } = useMe();
  const updateMe = useUpdateMe();
  const toasts = useToasts();
  const words = useRefusalWords();
  return useMemo(() => {
    const change = async (now: Partial<Pick<Me, "colorScheme" | "locale">>, before: typeof now): Promise<void> => {
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
    };
  }, [colorScheme, locale, toasts, updateMe, words]);
}
