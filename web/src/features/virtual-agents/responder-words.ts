import type { WordKey } from "../../locales/catalog.ts";
import type { Words } from "../../locales/use-words.ts";
import type { ResponderValues } from "./responder-values.ts";

export const RESPONDER_FIELDS: Record<keyof ResponderValues, WordKey> = {
  name: "autoResponders.name",
  activation: "autoResponders.activation",
  handOff: "autoResponders.handOff",
  scripts: "autoResponders.scripts",
};

/** What one field of an auto responder says; of the scripts those that `other` has not, or has otherwise. Pure. */
export function responderInWords(
  field: keyof ResponderValues,
  values: ResponderValues,
  other: ResponderValues,
  { t, locale }: Words,
): string {
  switch (field) {
    case "name":
      return values.name;
    case "activation":
      return t(`autoResponders.${values.activation}`);
    case "handOff":
      return t(values.handOff === "previous" ? "autoResponders.handOffPrevious" : "autoResponders.handOffNew");
    case "scripts": {
      const names = new Intl.DisplayNames(locale, { type: "language" });
      const theirs = new Set(other.scripts.map((one) => JSON.stringify(one)));
      const own = values.scripts.filter((one) => !theirs.has(JSON.stringify(one)));
      if (own.length === 0) return t("ui.none");
      return own
        .map((one) => `${names.of(one.language) ?? one.language} “${one.inside}” / “${one.outside}”`)
        .join("; ");
    }
    default:
      return field satisfies never;
  }
}
