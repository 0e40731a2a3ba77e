import { Refusal, type UserId } from "@guichet/contract";
import { type Ctx, type Database, inTransaction } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import type { Log } from "../../lib/log.ts";
import {
  findPresence,
  listOrganizationsWithSilence,
  lockPresence,
  silenceToOffline,
  writeHeartbeat,
  writeOffline,
  writeOnline,
} from "./presence.sql.ts";

/** A browser that says nothing for this long is closed (product reference, section 4). */
export const SILENCE_MS = 2 * 60_000;
/** A heartbeat is written down at most this often for a user. */
const HEARTBEAT_STEP_MS = 20_000;

/** The user chose Available or Away (W31). It stays until chosen otherwise, over signing out and in. */
export async function setPresence(ctx: Ctx, userId: UserId, availability: "available" | "away"): Promise<void> {
  await goOnline(ctx, userId, availability);
}

/** Some tab of this user is open. Whoever was offline comes back with the availability chosen last. */
export async function heartbeat(ctx: Ctx, userId: UserId): Promise<void> {
  const found = await findPresence(ctx.db, ctx.organizationId, userId);
  if (found === undefined) return;
  if (found.presence === "offline") return await goOnline(ctx, userId, undefined);
  const age = found.heartbeatAt === null ? Number.POSITIVE_INFINITY : ctx.now().getTime() - found.heartbeatAt.getTime();
  if (age >= HEARTBEAT_STEP_MS) await writeHeartbeat(ctx.db, ctx.organizationId, userId, ctx.now());
}

/** The user's last session ended. */
export async function goOffline(ctx: Ctx, userId: UserId): Promise<void> {
  await inTransaction(ctx, async (inside) => {
    if (await writeOffline(inside.db, inside.organizationId, userId, inside.now()))
      await appendEvents(inside, [{ type: "presence.changed", data: { userId, presence: "offline" } }]);
  });
}

async function goOnline(ctx: Ctx, userId: UserId, chosen: "available" | "away" | undefined): Promise<void> {
  await inTransaction(ctx, async (inside) => {
    const before = await lockPresence(inside.db, inside.organizationId, userId);
    if (before === undefined) throw new Refusal("not_found");
    const availability = chosen ?? before.availability;
    const isNew = before.presence !== availability;
    await writeOnline(inside.db, inside.organizationId, userId, { availability, now: inside.now(), isNew });
    if (isNew) await appendEvents(inside, [{ type: "presence.changed", data: { userId, presence: availability } }]);
  });
}

/** Puts everybody offline who was not heard of for two minutes. To be called every few seconds by one process. */
export async function sweepPresence(
  deps: { readonly database: Database; readonly log: Log },
  now: Date,
): Promise<void> {
  const before = new Date(now.getTime() - SILENCE_MS);
  for (const organizationId of await listOrganizationsWithSilence(deps.database.system, before)) {
    const ctx: Ctx = {
      db: deps.database.of(organizationId),
      organizationId,
      actor: { type: "system", name: "presence" },
      now: () => now,
      log: deps.log,
    };
    await inTransaction(ctx, async (inside) => {
      const silent = await silenceToOffline(inside.db, organizationId, before, now);
      await appendEvents(
        inside,
        silent.map((userId) => ({ type: "presence.changed", data: { userId, presence: "offline" } })),
      );
    });
  }
}
