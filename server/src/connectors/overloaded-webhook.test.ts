import { afterAll, beforeAll, expect, it } from "vitest";
import { buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import { createHttpServer } from "../http/index.ts";
import { createLog } from "../lib/log.ts";
import { createAcceptor } from "./accept-delivery.ts";
import { allConnectors } from "./connectors.ts";
import { signLoopback } from "./loopback/connector.ts";
import { webhookRoutes } from "./webhook.routes.ts";

const SECRET = "a-secret-of-the-loopback";
let world: World;
let app: Awaited<ReturnType<typeof createHttpServer>>;
beforeAll(async () => {
  world = await buildWorld();
  const { organizationId, endpointId, database } = world;
  app = await createHttpServer({
    routes: webhookRoutes({
      connectors: allConnectors(),
      findEndpoint: async (platform) => ({
        id: endpointId,
        organizationId,
        platform,
        secrets: { signing: [SECRET] },
      }),
      channelsOf: async () => [],
      accept: createAcceptor({ database, now: () => new Date(), onStored: () => undefined, mostBytes: 3_000_000 }),
      publicUrl: "http://care.example",
      now: () => Date.now(),
    }),
    authenticate: async () => null,
    publicUrl: "http://care.example",
    trustedProxies: [],
    log: createLog("silent"),
    now: () => Date.now(),
    wake: () => undefined,
    rateScale: 100_000,
  });
});
afterAll(async () => {
  await app.close();
  await world.close();
});

it("I1 I27 a platform that is refused for want of room hears 503 and when to come again, and each 200 is stored", async () => {
  const body = Buffer.alloc(1_000_000, "a");
  const post = async () =>
    await app.inject({
      method: "POST",
      url: `/webhooks/loopback/${world.endpointId}`,
      headers: { "content-type": "application/json", "x-guichet-signature": signLoopback(body, SECRET) },
      payload: body,
    });
  const answers = await Promise.all(Array.from({ length: 20 }, post));
  const refused = answers.filter((answer) => answer.statusCode !== 200);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(20);
  for (const answer of refused) {
    expect(answer.statusCode).toBe(503);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    expect(answer.json()).toMatchObject({ error: { code: "unavailable" } });
  }
  const stored = await world.database.system.selectFrom("deliveries").select("id").execute();
  expect(stored).toHaveLength(20 - refused.length);
  expect((await post()).statusCode).toBe(200);
});
