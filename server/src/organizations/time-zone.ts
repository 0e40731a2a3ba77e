import { Refusal } from "@guichet/contract";

/** Refuses a name that the calendar of this machine does not know (IANA names, e.g. `Europe/Brussels`). */
export function checkTimeZone(name: string | undefined): void {
  if (name === undefined) return;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
  } catch {
    throw new Refusal("invalid_input", { fields: [{ path: "timeZone", problem: "not a time zone" }] });
  }
}
