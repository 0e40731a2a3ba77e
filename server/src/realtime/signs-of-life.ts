import type { OrganizationId, SessionId, UserId } from "@guichet/contract";
import { noteActivities } from "../auth/index.ts";
import type { Ctx, Database } from "../db/index.ts";
import type { Log } from "../lib/log.ts";
import { heartbeats } from "../users/index.ts";

type Signs = { readonly users: Set<UserId>; readonly sessions: Set<SessionId>; readonly active: Set<SessionId> };
export type SignOfLife = {
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly sessionId: SessionId;
  /** Did the person do something, or is only the browser open? */
  readonly active: boolean;
};

const WRITE_EVERY_MS = 1000;

/**
 * The pings of all sockets of this process, written down together once a second: a few statements for two thousand agents
 * instead of a few for each. What a failed write loses, the next ping brings again; offline is two minutes away.
 */
export function collectSignsOfLife(deps: {
  readonly database: Database;
  readonly now: () => Date;
  readonly log: Log;
  /** Somebody came back: there are events to dispatch. */
  readonly wake: () => void;
}) {
  let waiting = new Map<OrganizationId, Signs>();
  const timer = setInterval(() => void write(), WRITE_EVERY_MS);
  let writing = false;

  async function write(): Promise<void> {
    if (writing || waiting.size === 0) return;
    writing = true;
    const taken = waiting;
    waiting = new Map();
    for (const [organizationId, signs] of taken)
      await writeDown(organizationId, signs).catch((error: unknown) =>
        deps.log.error("signs of life could not be written", {}, error),
      );
    writing = false;
  }

  async function writeDown(organizationId: OrganizationId, signs: Signs): Promise<void> {
    const ctx: Ctx = {
      db: deps.database.of(organizationId),
      organizationId,
      actor: { type: "system", name: "presence" },
      now: deps.now,
      log: deps.log,
    };
    if (await heartbeats(ctx, [...signs.users], [...signs.sessions])) deps.wake();
    await noteActivities(ctx, [...signs.active]);
  }

  return {
    note({ organizationId, userId, sessionId, active }: SignOfLife): void {
      const signs = waiting.get(organizationId) ?? { users: new Set(), sessions: new Set(), active: new Set() };
      waiting.set(organizationId, signs);
      signs.users.add(userId);
      signs.sessions.add(sessionId);
      if (active) signs.active.add(sessionId);
    },
    write,
    stop: () => clearInterval(timer),
  };
}
