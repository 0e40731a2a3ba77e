import { FIRST_CHOICES, type NotificationChoices, type NotificationKind } from "@guichet/contract";
import { expect, it } from "vitest";
import { decideAlert } from "./decide-alert.ts";

const loud: NotificationChoices = { ...FIRST_CHOICES, soundOn: true };
const place = { now: new Date("2026-11-23T21:30:00Z"), timeZone: "Europe/Paris" };
const night = { from: "22:00", until: "07:00" };
const cases: [string, NotificationChoices, NotificationKind | "waiting", boolean, boolean, boolean][] = [
  ["as it is at first, where the browser allows windows", FIRST_CHOICES, "mentioned", true, true, false],
  ["as it is at first, where it does not", FIRST_CHOICES, "mentioned", false, false, false],
  ["with sound", loud, "assigned", true, true, true],
  ["with sound at no volume", { ...loud, volume: 0 }, "assigned", true, true, false],
  ["a kind without a window", { ...loud, desktop: ["mentioned"] }, "assigned", true, false, true],
  ["in their quiet hours", { ...loud, quiet: night }, "assigned", true, false, false],
  ["outside of them", { ...loud, quiet: { ...night, from: "23:00" } }, "assigned", true, true, true],
  ["many are waiting", { ...loud, desktop: [], sound: [] }, "waiting", true, true, true],
  ["many are waiting, in their quiet hours", { ...loud, quiet: night }, "waiting", true, false, false],
  ["a kind without sound", { ...loud, sound: ["mentioned"] }, "assigned", true, true, false],
];

it.each(cases)("W145 somebody is called: %s", (_case, choices, kind, allowed, desktop, sound) => {
  expect(decideAlert(choices, kind, { ...place, desktopOn: allowed })).toEqual({ desktop, sound });
});
