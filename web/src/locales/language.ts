import type { Locale } from "@guichet/contract";
import { i18n } from "@lingui/core";
import { type CompiledMessage, compileMessage } from "@lingui/message-utils/compileMessage";
import { flattenCatalog } from "./catalog.ts";
import { withFrenchSpaces } from "./french-spaces.ts";

const KEPT_UNDER = "guichet.language";
const WORDS = {
  en: async () => (await import("./en.ts")).en,
  fr: async () => (await import("./fr.ts")).fr,
};
const APART = {
  en: async () => (await import("./en-apart.ts")).enApart,
  fr: async () => (await import("./fr-apart.ts")).frApart,
};
let shown: Locale = "en";
let needsApart = false;

// A built web app carries its messages compiled (compile-messages.ts); elsewhere they are compiled once each, when shown.
if (import.meta.env.DEV) {
  const compiled = new Map<string, CompiledMessage>();
  i18n.setMessagesCompiler((message) => {
    const known = compiled.get(message) ?? compileMessage(message);
    compiled.set(message, known);
    return known;
  });
}

/** Fetches the language's words and switches the whole page to them. */
export async function showLanguage(locale: Locale): Promise<void> {
  const [words, apart] = await Promise.all([WORDS[locale](), needsApart ? APART[locale]() : undefined]);
  load(locale, { ...words, ...apart });
  i18n.activate(locale);
  shown = locale;
  document.documentElement.lang = locale;
  keepLanguage(locale);
}

/** Fetches the words that the Shared Inbox can do without. For the routes of the pages that say them. */
export async function needWordsApart(): Promise<void> {
  if (needsApart) return;
  needsApart = true;
  load(shown, await APART[shown]());
  i18n.activate(shown);
}

function load(locale: Locale, catalog: Parameters<typeof flattenCatalog>[0]): void {
  const messages = flattenCatalog(catalog);
  i18n.load(locale, locale === "fr" ? withFrenchSpaces(messages) : messages);
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
