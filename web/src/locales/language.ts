import type { Locale } from "@guichet/contract";
import { i18n } from "@lingui/core";
import { type CompiledMessage, compileMessage } from "@lingui/message-utils/compileMessage";
import { flattenCatalog } from "./catalog.ts";

const KEPT_UNDER = "guichet.language";
const compiled = new Map<string, CompiledMessage>();

/** Messages are compiled when first shown and then kept: a list draws the same few a thousand times. */
i18n.setMessagesCompiler((message) => {
  const known = compiled.get(message);
  if (known) return known;
  const fresh = compileMessage(message);
  compiled.set(message, fresh);
  return fresh;
});

/** Fetches the language's words and switches the whole page to them. */
export async function showLanguage(locale: Locale): Promise<void> {
  const catalog = locale === "fr" ? (await import("./fr.ts")).fr : (await import("./en.ts")).en;
  i18n.loadAndActivate({ locale, messages: flattenCatalog(catalog) });
  document.documentElement.lang = locale;
  keepLanguage(locale);
}

/** The language to greet somebody in who is not signed in: the last one used here, else the browser's. */
export function firstLanguage(): Locale {
  const wanted = [readKeptLanguage(), ...navigator.languages];
  for (const one of wanted) {
    if (one?.startsWith("fr")) return "fr";
    if (one?.startsWith("en")) return "en";
  }
  return "en";
}

function readKeptLanguage(): string | null {
  try {
    return localStorage.getItem(KEPT_UNDER);
  } catch {
    return null;
  }
}

function keepLanguage(locale: Locale): void {
  try {
    localStorage.setItem(KEPT_UNDER, locale);
  } catch {
    // Storage is blocked: the next visit asks the browser again.
  }
}
