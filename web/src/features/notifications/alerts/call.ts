import type { NotificationView } from "@guichet/contract";
import { i18n } from "@lingui/core";
import type { QueryClient } from "@tanstack/react-query";
import { queries } from "../../../api/queries.ts";
import { notificationHref, notificationWords } from "../notification-words.ts";
import { readOfConversation, readOne } from "../read-notifications.ts";
import { chime } from "./chime.ts";
import { claim } from "./claim.ts";
import { decideAlert } from "./decide-alert.ts";
import { desktopState, showDesktop } from "./desktop.ts";

/** A tab in which one is looking at the conversation speaks up within this time, and all others stay quiet. */
const LOOKED_AT_MS = 400;

/** Calls somebody by window and sound as they chose, in one tab, and not about what they are looking at. */
export async function call(cache: QueryClient, item: NotificationView): Promise<void> {
  if (item.conversationId !== null && isLookedAt(item)) {
    await claim(item.id);
    await readOfConversation(cache, item.conversationId);
    return;
  }
  await new Promise((done) => setTimeout(done, LOOKED_AT_MS));
  if (!(await claim(item.id))) return;
  const { choices } = await cache.ensureQueryData(queries.notificationChoices());
  const { timeZone } = await cache.ensureQueryData(queries.me());
  const alert = decideAlert(choices, item.kind, { desktopOn: desktopState() === "on", now: new Date(), timeZone });
  if (alert.desktop) {
    showDesktop(
      notificationWords(item, (key, values) => i18n._(key, values)),
      item.channel.name,
      item.id,
      () => {
        void readOne(cache, item.id).catch(() => undefined);
        // The router hears of the address as it does of the browser's own buttons.
        history.pushState(null, "", notificationHref(item));
        window.dispatchEvent(new PopStateEvent("popstate"));
      },
    );
  }
  if (alert.sound) await chime(choices.volume);
}

function isLookedAt({ conversationId }: NotificationView): boolean {
  const isFront = document.visibilityState === "visible" && document.hasFocus();
  return isFront && location.pathname.endsWith(`/${conversationId}`);
}
