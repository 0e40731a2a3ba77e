import type { WordKey } from "../../locales/catalog.ts";
import type { Words } from "../../locales/use-words.ts";
import { durationWords } from "../../ui/duration-words.ts";
import { namesAmong } from "../../ui/theirs.ts";
import type { ActionValues, PolicyValues } from "./policy-values.ts";

export const POLICY_FIELDS: Record<keyof PolicyValues, WordKey> = {
  name: "slaSettings.name",
  firstResponseMinutes: "slaSettings.first",
  conversationResponseMinutes: "slaSettings.later",
  warningPercent: "slaSettings.warning",
  onWarning: "slaSettings.onWarning",
  onBreach: "slaSettings.onBreach",
  channelIds: "slaSettings.channels",
};

type Named = readonly { readonly id: string; readonly name: string }[];

/** What one field of an SLA policy says. Pure. */
export function policyInWords(
  field: keyof PolicyValues,
  values: PolicyValues,
  channels: Named,
  { t, locale }: Words,
): string {
  switch (field) {
    case "name":
      return values.name;
    case "firstResponseMinutes":
    case "conversationResponseMinutes": {
      const minutes = values[field];
      return minutes === null ? t("slaSettings.noTarget") : durationWords(minutes, locale);
    }
    case "warningPercent":
      return (values.warningPercent / 100).toLocaleString(locale, { style: "percent" });
    case "onWarning":
    case "onBreach":
      return actionsInWords(values[field], t);
    case "channelIds":
      return namesAmong(values.channelIds, channels, t("ui.none"));
    default:
      return field satisfies never;
  }
}

function actionsInWords({ message, unassign }: ActionValues, t: Words["t"]): string {
  const said = [...(message === "" ? [] : [`“${message}”`]), ...(unassign ? [t("slaSettings.unassign")] : [])];
  return said.length === 0 ? t("ui.none") : said.join(" + ");
}
