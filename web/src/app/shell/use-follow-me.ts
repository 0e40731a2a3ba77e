import type { Me } from "@guichet/contract";
import { useMantineColorScheme } from "@mantine/core";
import { useEffect } from "react";
import { sendPreferences } from "../../api/preference.ts";
import { showLanguage } from "../../locales/language.ts";

/** The page wears the theme and speaks the language of who is signed in; what it still has to tell is sent on leaving. */
export function useFollowMe(me: Me | undefined): void {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const wanted = me?.colorScheme;
  const locale = me?.locale;
  useEffect(() => {
    if (wanted && wanted !== colorScheme) setColorScheme(wanted);
  }, [wanted, colorScheme, setColorScheme]);
  useEffect(() => {
    if (locale && locale !== document.documentElement.lang) void showLanguage(locale);
  }, [locale]);
  useEffect(() => {
    window.addEventListener("pagehide", sendPreferences);
    return () => window.removeEventListener("pagehide", sendPreferences);
  }, []);
}
