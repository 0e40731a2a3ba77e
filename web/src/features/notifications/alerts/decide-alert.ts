import { type NotificationChoices, type NotificationKind, quietUntil } from "@guichet/contract";

export type Alert = { readonly desktop: boolean; readonly sound: boolean };

/** What is known where it is decided. `desktopOn`: switched on and allowed in this browser. */
export type AlertPlace = { readonly desktopOn: boolean; readonly now: Date; readonly timeZone: string };

/** How somebody is called, beside the bell: not at all in their quiet hours. `waiting`: many are, both ways. Pure. */
export function decideAlert(
  choices: NotificationChoices,
  kind: NotificationKind | "waiting",
  place: AlertPlace,
): Alert {
  if (quietUntil(choices.quiet, place.now, place.timeZone) !== undefined) return { desktop: false, sound: false };
  return {
    desktop: place.desktopOn && (kind === "waiting" || choices.desktop.includes(kind)),
    sound: choices.soundOn && choices.volume > 0 && (kind === "waiting" || choices.sound.includes(kind)),
  };
}
