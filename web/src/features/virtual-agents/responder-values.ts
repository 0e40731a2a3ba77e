import type { AutoResponderView } from "@guichet/contract";

/** What the form holds. The first script is said where none is in the contact's language. */
export type ResponderValues = {
  name: string;
  activation: AutoResponderView["activation"];
  handOff: AutoResponderView["handOff"];
  scripts: ScriptValues[];
};
export type ScriptValues = { language: string; inside: string; outside: string };

/** As the contract has it (`SCRIPT_MOST`, `SCRIPTS_MOST`). */
export const SCRIPT_MOST = 1000;
export const SCRIPTS_MOST = 30;

/** In which scripts may be written; a contact's own land is not asked for. */
export const LANGUAGES = [
  ...["ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja"],
  ...["ko", "lt", "lv", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh"],
];

/** One in the language in which the Admin reads. */
export function firstValues(locale: string): ResponderValues {
  const language = locale.split("-")[0] ?? "en";
  return {
    ...{ name: "", activation: "inception", handOff: "new" },
    scripts: [{ language, inside: "", outside: "" }],
  };
}

export function toValues({ name, activation, handOff, scripts }: AutoResponderView): ResponderValues {
  return { name, activation, handOff, scripts: scripts.map((one) => ({ ...one })) };
}

/** A language that has no script yet, those of this form in mind. */
export function nextLanguage(scripts: readonly ScriptValues[]): string {
  const taken = new Set(scripts.map(({ language }) => language));
  return ["en", "fr", ...LANGUAGES].find((one) => !taken.has(one)) ?? "";
}

export type ResponderProblem = "name" | "scripts";

/** What keeps the form from being saved. */
export function problemsIn({ name, scripts }: ResponderValues): ReadonlySet<ResponderProblem> {
  const found = new Set<ResponderProblem>();
  if (name.trim() === "") found.add("name");
  if (scripts.every(({ inside, outside }) => inside.trim() === "" && outside.trim() === "")) found.add("scripts");
  return found;
}
