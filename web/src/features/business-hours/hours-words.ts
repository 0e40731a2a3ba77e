import type { Holiday } from "@guichet/contract";
import { type OpenInterval, WEEKDAYS } from "@guichet/contract/business-hours/business-time";
import type { WordKey } from "../../locales/catalog.ts";
import type { Words } from "../../locales/use-words.ts";
import { namesAmong } from "../../ui/theirs.ts";
import type { HoursValues } from "./hours-values.ts";

export const HOURS_FIELDS: Record<keyof HoursValues, WordKey> = {
  name: "businessHours.name",
  timeZone: "businessHours.timeZone",
  week: "businessHours.week",
  holidays: "businessHours.holidays",
  channelIds: "businessHours.channels",
};

type Named = readonly { readonly id: string; readonly name: string }[];

/** What one field of a set of hours says; of the week and the holidays those days that `other` has not, or has otherwise. Pure. */
export function hoursInWords(
  field: keyof HoursValues,
  values: HoursValues,
  other: HoursValues,
  channels: Named,
  { t }: Words,
): string {
  switch (field) {
    case "name":
      return values.name;
    case "timeZone":
      return values.timeZone.replaceAll("_", " ");
    case "week":
      return WEEKDAYS.filter((day) => !same(values.week[day], other.week[day]))
        .map((day) => `${t(`businessHours.${day}`)} ${dayInWords(values.week[day], t)}`)
        .join("; ");
    case "holidays": {
      const own = values.holidays.filter((one) => !other.holidays.some((theirs) => same(one, theirs)));
      return own.length === 0 ? t("ui.none") : own.map((one) => holidayInWords(one, t)).join("; ");
    }
    case "channelIds":
      return namesAmong(values.channelIds, channels, t("ui.none"));
    default:
      return field satisfies never;
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function holidayInWords({ date, name, hours }: Holiday, t: Words["t"]): string {
  return [date, name, dayInWords(hours, t)].filter((part) => part !== "").join(" ");
}

function dayInWords(intervals: readonly OpenInterval[], t: Words["t"]): string {
  if (intervals.length === 0) return t("businessHours.closed").toLocaleLowerCase();
  return intervals.map(({ from, until }) => `${from}–${until}`).join(", ");
}
