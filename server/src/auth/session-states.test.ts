import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type AuthWorld, openAuthWorld } from "./auth.test-kit.ts";
import { findEndedSessions, noteActivities, sweepSignIn } from "./index.ts";

let world: AuthWorld;
beforeAll(async () => {
  world = await openAuthWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.clock.pass(3_600_000));

async function signedIn() {
  const place = await world.found();
  const browser = world.browser();
  const { body } = await browser.signIn(place.email);
  const session = { sessionId: body.sessionId, userId: place.userId };
  const ctx = world.ctx(place.organizationId, place.userId);
  return { ...place, browser, session, ctx, ended: () => findEndedSessions(ctx, [session]) };
}

test("S14 whoever holds sockets learns which sessions are over, and why", async () => {
  const open = await signedIn();
  expect(await open.ended()).toEqual(new Map());
  const left = await signedIn();
  await left.browser.remove("/session");
  expect([...(await left.ended()).values()]).toEqual(["revoked"]);
  const idle = await signedIn();
  world.clock.pass(30 * 60_000);
  expect([...(await idle.ended()).values()]).toEqual(["expired"]);
  const gone = await signedIn();
  await world.database
    .of(gone.organizationId)
    .updateTable("users")
    .set({ deactivated_at: world.clock.now() })
    .where("id", "=", gone.userId)
    .execute();
  expect([...(await gone.ended()).values()]).toEqual(["deactivated"]);
  await gone.browser.remove("/session");
  expect([...(await gone.ended()).values()]).toEqual(["deactivated"]);
});

test("S14 of many sockets' sessions those that are over are found, to the instant their time ends", async () => {
  const [busy, old] = [await signedIn(), await signedIn()];
  const end = world.clock.now().getTime() + 60_000;
  const sessions = world.database.of(old.organizationId).updateTable("sessions");
  await sessions
    .set({ ends_at: new Date(end) })
    .where("id", "=", old.session.sessionId)
    .execute();
  world.clock.pass(59_999);
  expect(await old.ended()).toEqual(new Map());
  world.clock.pass(1);
  expect(await findEndedSessions(old.ctx, [busy.session, old.session])).toEqual(
    new Map([
      [busy.session.sessionId, "revoked"],
      [old.session.sessionId, "expired"],
    ]),
  );
  expect(await busy.ended()).toEqual(new Map());
});

test("S14 a session of another organization is over for whoever asks here", async () => {
  const [one, two] = [await signedIn(), await signedIn()];
  expect([...(await findEndedSessions(one.ctx, [two.session])).values()]).toEqual(["revoked"]);
});

test("W24 pointer, key and touch keep a session open; a session that has run out stays so", async () => {
  const { browser, ctx, session, ended } = await signedIn();
  const active = () => noteActivities(ctx, [session.sessionId]);
  for (let i = 0; i < 3; i += 1) {
    world.clock.pass(29 * 60_000);
    await active();
  }
  expect((await browser.get("/session")).status).toBe(200);
  expect((await browser.get(`/users/${session.userId}`)).body.lastActiveAt).toBe(world.clock.now().toISOString());
  world.clock.pass(30 * 60_000);
  await active();
  expect((await browser.get("/session")).status).toBe(401);
  expect((await ended()).size).toBe(1);
});

test("W24 what a browser marks as read by itself is no activity", async () => {
  const { browser, ctx } = await signedIn();
  const cookie = browser.jar.cookie;
  world.clock.pass(29 * 60_000);
  const request = { method: "PUT", headers: { cookie }, routeOptions: { url: "/api/v1/conversations/:id/read" } };
  expect(await world.deps.authenticate(request)).toMatchObject({ organizationId: ctx.organizationId });
  world.clock.pass(2 * 60_000);
  expect(await world.deps.authenticate({ method: "GET", headers: { cookie } })).toBeNull();
});

test("sessions that ran out are removed, open ones stay", async () => {
  const [old, open] = [await signedIn(), await signedIn()];
  world.clock.pass(20 * 60_000);
  await noteActivities(open.ctx, [open.session.sessionId]);
  world.clock.pass(10 * 60_000);
  await sweepSignIn(world.database, world.clock.now());
  const rows = await world.database.system.selectFrom("sessions").select("id").execute();
  const ids = rows.map((row) => row.id);
  expect(ids).toContain(open.session.sessionId);
  expect(ids).not.toContain(old.session.sessionId);
});

test("S5 on https the cookie is bound to the host, and a cookie of plain http opens nothing", async () => {
  const secure = await openAuthWorld({ publicUrl: "https://guichet.test" });
  try {
    const { email } = await secure.found();
    const browser = secure.browser();
    const answer = await browser.signIn(email);
    expect(answer.headers["set-cookie"]).toMatch(
      /^__Host-guichet=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect((await browser.get("/session")).status).toBe(200);
    browser.jar.cookie = browser.jar.cookie.replace("__Host-", "");
    expect((await browser.get("/session")).status).toBe(401);
  } finally {
    await secure.close();
  }
});

test("S25 another site can neither sign in nor sign out in somebody's browser", async () => {
  const { browser, email } = await signedIn();
  const elsewhere = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
  const refused = await browser.post("/session", { email, password: "x" }, elsewhere);
  expect(refused.body.error.code).toBe("origin_refused");
  expect((await browser.get("/session")).status).toBe(200);
});
