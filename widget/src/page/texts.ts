import type { MessengerTextKey } from "@guichet/contract/messenger";
import type { Locale } from "@guichet/contract/people";

/** Words a channel may replace in its settings, and the smaller ones that only a page may replace (`data-text-…`). */
export type TextKey = MessengerTextKey | keyof typeof SMALL_ENGLISH;
export type Texts = Record<TextKey, string>;

const SMALL_ENGLISH = {
  today: "Today",
  yesterday: "Yesterday",
  you: "You",
  remove: "Remove {name}",
  discard: "Delete",
  download: "Download",
  unavailable: "not available",
  refused: "{name} cannot be sent.",
  tooLong: "Characters too many: {count}",
  signIn: "Please sign in to write to us.",
};

const ENGLISH: Texts = {
  ...SMALL_ENGLISH,
  title: "Chat with us",
  intro: "Hello! How can we help you?",
  placeholder: "Write a message…",
  send: "Send",
  attach: "Attach a file",
  open: "Open chat",
  close: "Close chat",
  seen: "Seen",
  sent: "Sent",
  sending: "Sending…",
  failed: "Not sent",
  retry: "Try again",
  offline: "No connection. Your messages are sent as soon as it is back.",
  newMessages: "New messages: {count}",
  typing: "{name} is typing…",
  loadOlder: "Earlier messages",
  tooLarge: "{name} is too large: at most {size}.",
};

const FRENCH: Texts = {
  today: "Aujourd’hui",
  yesterday: "Hier",
  you: "Vous",
  remove: "Retirer {name}",
  discard: "Supprimer",
  download: "Télécharger",
  unavailable: "indisponible",
  refused: "{name} ne peut pas être envoyé.",
  tooLong: "Caractères en trop : {count}",
  signIn: "Connectez-vous pour nous écrire.",
  title: "Discutons",
  intro: "Bonjour ! Comment pouvons-nous vous aider ?",
  placeholder: "Écrivez un message…",
  send: "Envoyer",
  attach: "Joindre un fichier",
  open: "Ouvrir la discussion",
  close: "Fermer la discussion",
  seen: "Vu",
  sent: "Envoyé",
  sending: "Envoi…",
  failed: "Non envoyé",
  retry: "Réessayer",
  offline: "Pas de connexion. Vos messages partiront dès son retour.",
  newMessages: "Nouveaux messages : {count}",
  typing: "{name} est en train d’écrire…",
  loadOlder: "Messages précédents",
  tooLarge: "{name} est trop volumineux : {size} au plus.",
};

/** The first language of the list that we speak; English otherwise. */
export function selectLocale(candidates: readonly unknown[]): Locale {
  const known = candidates.map((candidate) => /^(en|fr)\b/i.exec(`${candidate}`)?.[0].toLowerCase());
  return known.find(Boolean) === "fr" ? "fr" : "en";
}

/** Ours, then the channel's, then the page's: the later wins, and an empty or unknown override changes nothing. */
export function selectTexts(locale: Locale, ...overrides: readonly Record<string, unknown>[]): Texts {
  const texts = { ...(locale === "fr" ? FRENCH : ENGLISH) };
  for (const override of overrides) {
    for (const key of Object.keys(override)) {
      const text = override[key];
      if (isTextKey(key) && typeof text === "string" && text.trim()) texts[key] = text;
    }
  }
  return texts;
}

function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(ENGLISH, key);
}

/** Puts values in the places of a text: `{name}`. A place without a value stays as it is. */
export function fillText(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (place, key) => (Object.hasOwn(values, key) ? `${values[key]}` : place));
}
