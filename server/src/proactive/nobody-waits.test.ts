import { Refusal } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createHttpServer } from "../http/index.ts";
import { createLog } from "../lib/log.ts";
import { proactiveRoutes } from "./proactive.routes.ts";
import { buildProactiveWorld, type ProactiveWorld } from "./proactive.test-kit.ts";

let world: ProactiveWorld;
beforeAll(async () => {
  world = await buildProactiveWorld();
});
afterAll(async () => await world?.close());

/** The organization's turn, taken by another process until `free` is called. */
async function takeTheTurn(): Promise<{ free: () => void; ended: Promise<void> }> {
  const [taken, freed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const ended = world.database.system.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`proactive ${world.organizationId}`}, 0))`.execute(trx);
    taken.resolve();
    await freed.promise;
  });
  await taken.promise;
  return { free: freed.resolve, ended };
}

it("R168 I11 whoever was told 503 while their call waited has sent nothing: neither the one in its turn nor the next", async () => {
  const { database, organizationId, caller } = world;
  const away = Promise.withResolvers<never>();
  away.promise.catch(() => undefined);
  let isAway = true;
  const log = createLog("silent");
  const app = await createHttpServer({
    routes: proactiveRoutes({ database, now: () => new Date(), log }),
    ...{ publicUrl: "http://guichet.test", trustedProxies: [], log, now: () => Date.now(), wake: () => undefined },
    authenticate: async () => null,
    recognize: async () => ({ organizationId, ...caller, scopes: ["proactive.send"] }),
    patience: async (work) => await (isAway ? Promise.race([work, away.promise]) : work),
  });
  const call = async (text: string) =>
    await app.inject({
      ...{ method: "POST", url: "/api/v1/proactive-messaging" },
      payload: { medium: "SMS", channel: "Care line", contact: "+33612345678", text },
    });
  const other = await takeTheTurn();
  const calls = [call("in its turn"), call("the next")];
  await expect
    .poll(async () => (await sql`select 1 from pg_locks where not granted`.execute(database.system)).rows.length)
    .toBe(1);
  away.reject(new Refusal("unavailable", { retryAfterSeconds: 2 }));
  expect((await Promise.all(calls)).map(({ statusCode }) => statusCode)).toEqual([503, 503]);
  isAway = false;
  other.free();
  await other.ended;
  // Behind both.
  expect((await call("after it")).statusCode).toBe(200);
  const sent = await database.system.selectFrom("messages").select("text").where("kind", "=", "outbound").execute();
  expect(sent).toEqual([{ text: "after it" }]);
  await app.close();
});
