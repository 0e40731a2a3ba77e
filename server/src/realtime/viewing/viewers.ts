import { randomUUID } from "node:crypto";
import type { LiveCommand, LiveFrame } from "@guichet/contract";
import type { EventBus } from "../../events/index.ts";
import type { LiveSocket } from "../live-socket.ts";
import { textFrame } from "../text-frame.ts";
import { readGlances, writeGlances } from "./glances.ts";
import { type Glance, keyOf, type Place, ViewerRoster } from "./viewer-roster.ts";

export type Viewing = (LiveCommand & { type: "viewing" })["place"];

/** A tab that has not said anything for so long is gone, and its line has not noticed. It pings every 25 s. Milliseconds. */
const SILENT_AFTER = 70_000;
/** How often a process tells the others again what its own tabs look at. */
const TELL_AGAIN = 20_000;
const SWEEP_EVERY = 5000;
const MOST_TOLD = 50;

type Tab = { readonly viewerId: string; readonly socket: LiveSocket; place: Place | null; saidAt: number };

/**
 * Who has the same conversation open (beyond the lock and the typing sign). Tabs say what they show; nothing of it touches a
 * table, and only those hear of it who have that conversation open themselves and may see its channel.
 */
export function createViewers(deps: {
  readonly bus: Pick<EventBus, "publish" | "subscribe">;
  readonly now: () => Date;
}) {
  const roster = new ViewerRoster();
  const tabs = new Map<LiveSocket, Tab>();
  const byId = new Map<string, Tab>();
  let mark = 0;
  let toldAt = 0;
  deps.bus.subscribe("guichet_viewing", (payload) => {
    const changed = readGlances(payload).flatMap((glance) => roster.note(glance, deps.now().getTime()));
    for (const place of new Map(changed.map((one) => [keyOf(one), one])).values()) tell(place);
  });
  const timer = setInterval(() => sweep(), SWEEP_EVERY);

  function tell(place: Place): void {
    const { channelId, conversationId } = place;
    const userIds = roster.peopleAt(place).slice(0, MOST_TOLD);
    const frame = textFrame(JSON.stringify({ type: "viewers", conversationId, userIds } satisfies LiveFrame));
    for (const id of roster.tabsAt(place)) {
      const socket = byId.get(id)?.socket;
      if (socket?.reach.has(channelId)) socket.write(frame);
    }
  }

  function move(tab: Tab, place: Place | null): void {
    const before = tab.place;
    tab.place = place;
    publish([...glanceOf(tab, before, false), ...glanceOf(tab, place, true)]);
  }

  function publish(glances: readonly Glance[]): void {
    mark += 1;
    for (const text of writeGlances(glances, String(mark))) deps.bus.publish("guichet_viewing", text);
  }

  function forget(socket: LiveSocket): void {
    const tab = tabs.get(socket);
    if (tab === undefined) return;
    if (tab.place !== null) move(tab, null);
    tabs.delete(socket);
    byId.delete(tab.viewerId);
  }

  /** What is silent or may not look there any more leaves; what another process has not told again is over. */
  function sweep(): void {
    const now = deps.now().getTime();
    for (const tab of tabs.values()) {
      const { place, saidAt, socket } = tab;
      if (place !== null && (now - saidAt > SILENT_AFTER || !socket.reach.has(place.channelId))) move(tab, null);
    }
    if (now - toldAt >= TELL_AGAIN) {
      toldAt = now;
      publish([...tabs.values()].flatMap((tab) => glanceOf(tab, tab.place, true)));
    }
    for (const place of roster.expire(now)) tell(place);
  }

  return {
    /** A tab says which conversation it shows; null: none. One in a channel that it does not see counts as none. */
    look(socket: LiveSocket, viewing: Viewing): void {
      const { organizationId } = socket;
      const place = viewing !== null && socket.reach.has(viewing.channelId) ? { organizationId, ...viewing } : null;
      const tab = tabs.get(socket) ?? { viewerId: randomUUID(), socket, place: null, saidAt: 0 };
      tabs.set(socket, tab);
      byId.set(tab.viewerId, tab);
      tab.saidAt = deps.now().getTime();
      if (place === null ? tab.place !== null : tab.place === null || keyOf(place) !== keyOf(tab.place))
        move(tab, place);
    },
    /** A sign of life of the tab. */
    note(socket: LiveSocket): void {
      const tab = tabs.get(socket);
      if (tab !== undefined) tab.saidAt = deps.now().getTime();
    },
    forget,
    sweep,
    stop: () => clearInterval(timer),
  };
}

function glanceOf({ viewerId, socket }: Tab, place: Place | null, on: boolean): Glance[] {
  return place === null ? [] : [{ ...place, viewerId, userId: socket.userId, on }];
}
