import type { Script } from "@guichet/contract";

/**
 * What an auto responder says: in the contact's language, else in that language of another country, else in the first it has;
 * by whether its channel is open. Empty: nothing. `language`: as a platform tells it (`fr-CA`), null: unknown. Pure.
 */
export function chooseScript(scripts: readonly Script[], language: string | null, open: boolean): string {
  const [wanted = "", land = ""] = (language ?? "").toLowerCase().split(/[-_]/);
  const whole = land === "" ? wanted : `${wanted}-${land}`;
  const chosen =
    scripts.find((one) => one.language.toLowerCase() === whole) ??
    scripts.find((one) => one.language === wanted) ??
    scripts.find((one) => one.language.split("-")[0] === wanted) ??
    scripts[0];
  if (chosen === undefined) return "";
  return open ? chosen.inside : chosen.outside;
}
