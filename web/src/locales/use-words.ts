import type { Locale } from "@guichet/contract";
import { useLingui } from "@lingui/react";
import { useMemo } from "react";
import type { WordKey } from "./catalog.ts";

export type Say = (key: WordKey, values?: Record<string, string | number | Date>) => string;
export type Words = { readonly t: Say; readonly locale: Locale };

/** The words of the interface in the user's language: `t("shell.sharedInbox")`, `t("users.members", { count: 3 })`. */
export function useWords(): Words {
  // A new object comes with every change of language; `i18n` itself stays the same.
  const lingui = useLingui();
  return useMemo(
    () => ({
      t: (key, values) => lingui.i18n._(key, values),
      locale: lingui.i18n.locale === "fr" ? "fr" : "en",
    }),
    [lingui],
  );
}
