import type { LoggedEvent, OrganizationId } from "@guichet/contract";
import { type Database, isDatabaseAway } from "../db/index.ts";
import type { EventFeed } from "../events/index.ts";
import type { Log } from "../lib/log.ts";
import { channelRolesOf, limitsOf } from "../users/index.ts";
import { countBehind, readAfter } from "./live-log.sql.ts";
import type { LiveSocket } from "./live-socket.ts";
import { type PreparedNews, prepareNews, pushTo } from "./push-event.ts";

/** A browser further behind than this loads everything anew instead. */
const MOST_BEHIND = 2000;
const READ_BATCH = 500;
/** After these, what somebody may see can be different. */
const ACCESS_CHANGES = new Set(["user.changed", "team.changed", "channel.changed"]);

/** All live sockets of this process. Hears every batch of the event feed. */
export function createLiveHub(deps: { readonly database: Database; readonly feed: EventFeed; readonly log: Log }) {
  const sockets = new Map<OrganizationId, Set<LiveSocket>>();
  /**
   * Organization → up to where its caught-up sockets have been served. Moves in the same turn as its sends: while another
   * organization's news is still being read, a socket that catches up meanwhile must know what has gone by.
   */
  const served = new Map<OrganizationId, bigint>();
  const start = BigInt(deps.feed.position());
  const servedOf = (organizationId: OrganizationId): bigint => served.get(organizationId) ?? start;

  async function onEvents(events: LoggedEvent[]): Promise<void> {
    for (const [organizationId, group] of Map.groupBy(events, (event) => event.organizationId)) {
      const listening = sockets.get(organizationId);
      const upTo = BigInt(group.at(-1)?.position ?? "0");
      if (listening === undefined || listening.size === 0) {
        served.set(organizationId, upTo);
        continue;
      }
      if (group.some((event) => ACCESS_CHANGES.has(event.type))) await refreshReach(organizationId);
      const prepared = await prepare(organizationId, group);
      for (const socket of listening) {
        if (socket.catchingUp) continue;
        if (prepared === undefined) reload(socket, upTo);
        else pushTo(socket, prepared, upTo);
      }
      served.set(organizationId, upTo);
    }
  }

  /**
   * Undefined: these cannot be told one by one. Nobody may wait behind them for ever, nor miss them silently, so browsers
   * load everything anew (I5, I13).
   */
  async function prepare(organizationId: OrganizationId, events: LoggedEvent[]): Promise<PreparedNews[] | undefined> {
    try {
      return await prepareNews(deps.database, organizationId, events);
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      deps.log.error("news could not be prepared, browsers load anew", { from: events[0]?.position }, error);
      return undefined;
    }
  }

  function reload(socket: LiveSocket, upTo: bigint): void {
    socket.send({ type: "reload" });
    if (upTo > socket.position) socket.position = upTo;
  }

  /** S14: whoever lost a channel hears nothing of it from the next frame on. */
  async function refreshReach(organizationId: OrganizationId): Promise<void> {
    const scope = { db: deps.database.of(organizationId), organizationId };
    const users = Map.groupBy(sockets.get(organizationId) ?? [], (socket) => socket.userId);
    for (const [userId, own] of users) {
      const reach = await channelRolesOf(scope, userId);
      const limits = await limitsOf(scope, userId);
      for (const socket of own) {
        socket.reach = reach;
        socket.limits = limits;
      }
    }
  }

  /** From the position the browser has to now, then live. */
  async function catchUp(socket: LiveSocket): Promise<void> {
    const behind = await countBehind(deps.database, socket, MOST_BEHIND);
    if (behind > MOST_BEHIND) {
      await refreshReach(socket.organizationId);
      socket.send({ type: "reload" });
      socket.position = servedOf(socket.organizationId);
      socket.catchingUp = false;
      return;
    }
    for (;;) {
      const events = await readAfter(deps.database, socket, READ_BATCH);
      const last = events.at(-1);
      // Its access may have been read before this change, and the change heard before the socket was here.
      if (events.some((event) => ACCESS_CHANGES.has(event.type))) await refreshReach(socket.organizationId);
      if (last !== undefined) {
        const prepared = await prepare(socket.organizationId, events);
        if (prepared === undefined) reload(socket, BigInt(last.position));
        else pushTo(socket, prepared, BigInt(last.position));
      }
      // No await between this check and the mark: a batch is either served already or will see the mark.
      if (
        events.length < READ_BATCH &&
        (last === undefined ? await isServed(socket) : BigInt(last.position) >= servedOf(socket.organizationId))
      )
        break;
    }
    socket.catchingUp = false;
    socket.send({ type: "caught_up", position: socket.position.toString() });
  }

  /** Nothing of this organization was after its position; another look tells whether that still holds up to what was served. */
  async function isServed(socket: LiveSocket): Promise<boolean> {
    const target = servedOf(socket.organizationId);
    const events = await readAfter(deps.database, socket, READ_BATCH);
    if (events.length > 0 || servedOf(socket.organizationId) !== target) return false;
    if (target > socket.position) socket.position = target;
    return true;
  }

  return {
    onEvents,
    async add(socket: LiveSocket): Promise<void> {
      const own = sockets.get(socket.organizationId) ?? new Set();
      sockets.set(socket.organizationId, own.add(socket));
      await catchUp(socket);
    },
    remove(socket: LiveSocket): void {
      sockets.get(socket.organizationId)?.delete(socket);
    },
    of: (organizationId: OrganizationId): Iterable<LiveSocket> => sockets.get(organizationId) ?? [],
    /** How many sockets this user has open. */
    countOf({ organizationId, userId }: Pick<LiveSocket, "organizationId" | "userId">): number {
      let count = 0;
      for (const socket of sockets.get(organizationId) ?? []) if (socket.userId === userId) count += 1;
      return count;
    },
    all: () => [...sockets.values()].flatMap((own) => [...own]),
    count: () => [...sockets.values()].reduce((sum, own) => sum + own.size, 0),
  };
}

export type LiveHub = ReturnType<typeof createLiveHub>;
