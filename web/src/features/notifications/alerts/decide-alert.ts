import { type NotificationChoices, type NotificationKind, quietUntil } from "@guichet/contract";

export type Alert = { readonly desktop: boolean; readonly sound: boolean };

/** What is known where it is decided. `desktopOn`: switched on and allowed in this browser. */
export type AlertPlace = { readonly desktopOn: boolean; readonly now: Date; readonly timeZone: string };

/** How somebody is called, beside the bell: not at all in their quiet hours. Pure. */
export function decideAlert(choices: NotificationChoices, kind: NotificationKind, place: AlertPlace): Alert {
  if (quietUntil(choices.quiet, place.now, place.timeZone) !== undefined) return { desktop: false, sound: false };
  return {
    desktop: place.desktopOn && choices.desktop.includes(kind),
    sound: choices.soundOn && choices.volume > 0 && choices.sound.includes(kind),
  };
}
