import { i18n } from "@lingui/core";
import type { QueryClient } from "@tanstack/react-query";
import { queries } from "../../../api/queries.ts";
import { chime } from "./chime.ts";
import { claim } from "./claim.ts";
import { decideAlert } from "./decide-alert.ts";
import { decideWaiting, WAITING_QUIET_MS } from "./decide-waiting.ts";
import { desktopState, showDesktop } from "./desktop.ts";

const KEY = "waiting";
let calledAt = Number.NEGATIVE_INFINITY;

/** More wait in New than before: calls somebody who chose to hear of that, in one tab. Nothing of it is kept behind the bell. */
export async function callOfWaiting(cache: QueryClient, before: number, now: number): Promise<void> {
  const { choices } = await cache.ensureQueryData(queries.notificationChoices());
  const { presence, timeZone } = await cache.ensureQueryData(queries.me());
  const at = Date.now();
  const available = presence === "available";
  if (!decideWaiting({ before, now, above: choices.waitingAbove, available, sinceCallMs: at - calledAt })) return;
  calledAt = at;
  if (!(await claim(`${KEY}:${Math.floor(at / WAITING_QUIET_MS)}`))) return;
  const alert = decideAlert(choices, "waiting", { desktopOn: desktopState() === "on", now: new Date(at), timeZone });
  if (alert.desktop) {
    const words = i18n._("notifications.waiting", { count: now });
    showDesktop(words, i18n._("notifications.waitingText", { above: choices.waitingAbove }), KEY, () => {
      history.pushState(null, "", "/inbox/new");
      window.dispatchEvent(new PopStateEvent("popstate"));
    });
  }
  if (alert.sound) await chime(choices.volume);
}
