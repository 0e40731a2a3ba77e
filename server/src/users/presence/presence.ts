import { type ChosenPresence, Refusal, type SessionId, type UserId } from "@guichet/contract";
import { type Ctx, type Database, inTransaction } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import type { Log } from "../../lib/log.ts";
import { listEnabledAwayStates } from "../away-states/away-states.sql.ts";
import { mayChoose, presenceAfterSignIn } from "./choose-presence.ts";
import {
  findPresence,
  listOrganizationsWithSilence,
  lockPresence,
  silenceToOffline,
  writeHeartbeat,
  writeHeartbeats,
  writeOffline,
  writeOnline,
} from "./presence.sql.ts";

/** A browser that says nothing for this long is closed (product reference, section 4). */
export const SILENCE_MS = 2 * 60_000;
/** A heartbeat is written down at most this often for a user. */
const HEARTBEAT_STEP_MS = 20_000;

/** The user chose Available, Away or an away state (W31, W32). It stays until chosen otherwise. */
export async function setPresence(ctx: Ctx, userId: UserId, chosen: ChosenPresence): Promise<void> {
  await inTransaction(ctx, async (inside) => {
    await checkOffered(inside, chosen);
    await goOnline(inside, userId, chosen);
  });
}

/** `invalid_input` for a choice that is not offered at this moment (W33). */
export async function checkOffered(ctx: Ctx, chosen: ChosenPresence): Promise<void> {
  if (mayChoose(chosen, await listEnabledAwayStates(ctx.db, ctx.organizationId))) return;
  throw new Refusal("invalid_input", { fields: [{ path: "awayStateId", problem: "not_offered" }] });
}

/** Somebody signed in: whoever was offline takes the availability of their preferences (W34). */
export async function arrive(ctx: Ctx, userId: UserId): Promise<void> {
  const found = await findPresence(ctx.db, ctx.organizationId, userId);
  if (found?.presence !== "offline") return await heartbeat(ctx, userId);
  const enabled = await listEnabledAwayStates(ctx.db, ctx.organizationId);
  await goOnline(ctx, userId, presenceAfterSignIn(found, enabled));
}

/** Some tab of this user is open. Whoever was offline comes back with the availability chosen last. */
export async function heartbeat(ctx: Ctx, userId: UserId): Promise<void> {
  const found = await findPresence(ctx.db, ctx.organizationId, userId);
  if (found === undefined) return;
  if (found.presence === "offline") return await goOnline(ctx, userId, undefined);
  const age = found.heartbeatAt === null ? Number.POSITIVE_INFINITY : ctx.now().getTime() - found.heartbeatAt.getTime();
  if (age >= HEARTBEAT_STEP_MS) await writeHeartbeat(ctx.db, ctx.organizationId, userId, ctx.now());
}

/**
 * `heartbeat` of many at once, in one statement for all who are not offline. Whoever is offline comes back only while one of
 * these sessions is open: a sign of life that arrives behind a signing out brings nobody back. True when somebody came back.
 */
export async function heartbeats(
  ctx: Ctx,
  userIds: readonly UserId[],
  sessionIds: readonly SessionId[],
): Promise<boolean> {
  const now = ctx.now();
  const before = new Date(now.getTime() - HEARTBEAT_STEP_MS);
  const offline = await writeHeartbeats(ctx.db, ctx.organizationId, { userIds, sessionIds, now, before });
  for (const userId of offline) await heartbeat(ctx, userId);
  return offline.length > 0;
}

/** The user's last session ended. */
export async function goOffline(ctx: Ctx, userId: UserId): Promise<void> {
  await inTransaction(ctx, async (inside) => {
    if (await writeOffline(inside.db, inside.organizationId, userId, inside.now()))
      await appendEvents(inside, [
        { type: "presence.changed", data: { userId, presence: "offline", awayStateId: null } },
      ]);
  });
}

async function goOnline(ctx: Ctx, userId: UserId, chosen: ChosenPresence | undefined): Promise<void> {
  await inTransaction(ctx, async (inside) => {
    const before = await lockPresence(inside.db, inside.organizationId, userId);
    if (before === undefined) throw new Refusal("not_found");
    const presence = chosen?.presence ?? before.availability;
    const awayStateId = chosen === undefined ? before.awayStateId : stateOf(chosen);
    const isNew = before.presence !== presence || before.awayStateId !== awayStateId;
    const next = { presence, awayStateId, at: inside.now() };
    await writeOnline(inside.db, inside.organizationId, userId, next, isNew);
    if (isNew) await appendEvents(inside, [{ type: "presence.changed", data: { userId, presence, awayStateId } }]);
  });
}

function stateOf(chosen: ChosenPresence) {
  return chosen.presence === "away" ? chosen.awayStateId : null;
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
        silent.map((userId) => ({
          type: "presence.changed",
          data: { userId, presence: "offline", awayStateId: null },
        })),
      );
    });
  }
}
