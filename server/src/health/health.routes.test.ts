import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { allConnectors } from "../connectors/index.ts";
import { PROBE_ORGANIZATION, probeOnce } from "../connectors/probe.ts";
import { buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import { createHttpServer } from "../http/index.ts";
import { createLog } from "../lib/log.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { type HealthWatch, watchHealth } from "../watch-health.ts";
import { healthRoutes } from "./health.routes.ts";
import { createMetrics } from "./metrics.ts";

const log = createLog("silent");
let world: World;
let watch: HealthWatch | undefined;
beforeAll(async () => {
  world = await buildWorld();
});
afterEach(() => watch?.stop());
afterAll(async () => await world.close());

/** The two routes over the real watches; `startedAgo`: seconds since this process began. */
async function open(startedAgo = 3600, metricsToken: string | null = null) {
  const metrics = createMetrics();
  watch = watchHealth({ database: world.database, log, metrics }, Date.now() - startedAgo * 1000);
  return await createHttpServer({
    routes: healthRoutes({ database: world.database, version: "test", metrics, metricsToken, isGreen: watch.isGreen }),
    authenticate: async () => null,
    publicUrl: "http://localhost",
    trustedProxies: [],
    log,
    now: Date.now,
    wake: () => undefined,
  });
}

async function healthz(startedAgo?: number): Promise<unknown> {
  const server = await open(startedAgo);
  await watch?.look();
  const answer = await server.inject("/healthz");
  await server.close();
  expect([answer.statusCode, answer.json().version]).toEqual([200, "test"]);
  const { ok, checks } = answer.json();
  return { ok, red: Object.keys(checks).filter((name) => checks[name] === false) };
}

async function probed(secondsAgo: number, left: boolean): Promise<void> {
  const [id, at] = [uuidV7(), new Date(Date.now() - secondsAgo * 1000)];
  await sql`insert into probes (id, organization_id, started_at, left_at) values (${id}, ${PROBE_ORGANIZATION}, ${at}, ${left ? at : null})`.execute(
    world.database.system,
  );
}

async function ready(minutes: number, state = "ready", conversation = uuidV7(), seq = 1): Promise<void> {
  await sql`
    insert into outbox (organization_id, message_id, conversation_id, channel_id, seq, state, next_attempt_at, deadline_at, created_at)
    values (${world.organizationId}, ${uuidV7()}, ${conversation}, ${world.channelId}, ${seq}, ${state}, now() - ${minutes} * interval '1 minute', now() + interval '1 day', now())`.execute(
    world.database.system,
  );
}

describe("I21 /healthz", () => {
  it("is green while every minute's message leaves, and red 60 seconds after one began that did not", async () => {
    expect(await healthz(100)).toEqual({ ok: true, red: [] });
    expect(await healthz()).toEqual({ ok: false, red: ["messages"] });
    await probed(118, true);
    expect(await healthz()).toEqual({ ok: true, red: [] });
    await probed(58, false);
    expect(await healthz()).toEqual({ ok: true, red: [] });
    await sql`update probes set started_at = started_at - interval '3 seconds'`.execute(world.database.system);
    expect(await healthz()).toEqual({ ok: false, red: ["messages"] });
    await probed(1, true);
    expect(await healthz()).toEqual({ ok: true, red: [] });
  });

  it("a probe that nobody takes in does not leave, and counts as missed", async () => {
    await sql`delete from probes`.execute(world.database.system);
    const accept = async () => ({ id: uuidV7() as never, isNew: true }) as never;
    const deps = {
      database: world.database,
      connectors: allConnectors(),
      accept,
      now: () => new Date(),
      log,
      wake: () => undefined,
    };
    expect(await probeOnce(deps, () => true)).toBe(false);
    expect(await healthz()).toEqual({ ok: false, red: ["messages"] });
    await probed(1, true);
  });

  it("is red when a send that could leave is not taken up for five minutes, and green when it is", async () => {
    const blocked = uuidV7();
    await ready(4);
    await ready(60, "uncertain", blocked, 1);
    await ready(60, "ready", blocked, 2);
    await ready(-60);
    await ready(60, "failed");
    expect(await healthz()).toEqual({ ok: true, red: [] });
    await ready(6);
    expect(await healthz()).toEqual({ ok: false, red: ["sends"] });
    const pause = (state: string) => sql`update channels set state = ${state}`.execute(world.database.system);
    await pause("paused");
    expect(await healthz()).toEqual({ ok: true, red: [] });
    await pause("connected");
    const server = await open();
    await watch?.look();
    const { body } = await server.inject("/metrics");
    await server.close();
    const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(body)?.[1]);
    expect(figure("guichet_oldest_send_seconds")).toBeGreaterThanOrEqual(360);
    expect(figure("guichet_oldest_send_seconds")).toBeLessThan(420);
    expect(["uncertain", "failed"].map((what) => figure(`guichet_${what}_sends`))).toEqual([1, 1]);
    await sql`update outbox set state = 'sending' where state = 'ready'`.execute(world.database.system);
    expect(await healthz()).toEqual({ ok: true, red: [] });
  });
});

describe("/metrics is read by this machine or with the token", () => {
  const token = { authorization: "Bearer right" };
  it.each([
    ["this machine", null, "127.0.0.1", {}, 200],
    ["this machine, by IPv6", null, "::1", {}, 200],
    ["this machine, by both", null, "::ffff:127.0.0.1", {}, 200],
    ["this machine for somebody else", null, "127.0.0.1", { "x-forwarded-for": "127.0.0.1" }, 404],
    ["this machine for somebody else, by the standard", null, "127.0.0.1", { forwarded: "for=10.0.0.1" }, 404],
    ["this machine for somebody else, as nginx has it", null, "127.0.0.1", { "x-real-ip": "10.0.0.1" }, 404],
    ["another machine", null, "10.0.0.1", {}, 404],
    ["another machine with a name like ours", null, "10.127.0.0", {}, 404],
    ["another machine with a token where none is set", null, "10.0.0.1", token, 404],
    ["another machine with the token", "right", "10.0.0.1", token, 200],
    ["a proxy with the token", "right", "127.0.0.1", { ...token, "x-forwarded-for": "10.0.0.1" }, 200],
    ["another machine with a wrong token", "right", "10.0.0.1", { authorization: "Bearer wrong" }, 401],
    ["the token without its scheme", "right", "10.0.0.1", { authorization: "right" }, 401],
    ["another machine without the token", "right", "10.0.0.1", {}, 401],
    ["this machine without the token", "right", "127.0.0.1", {}, 401],
  ])("%s", async (_, metricsToken, remoteAddress, headers, status) => {
    const server = await open(0, metricsToken);
    const answer = await server.inject({ url: "/metrics", remoteAddress, headers });
    await server.close();
    expect(answer.statusCode).toBe(status);
    expect(answer.body.includes("guichet_probe_green")).toBe(status === 200);
  });
});
