import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { hashToken } from "../lib/token.ts";
import { type AuthWorld, addUser, openAuthWorld, PASSWORD } from "./auth.test-kit.ts";

let world: AuthWorld;
beforeAll(async () => {
  world = await openAuthWorld();
});
afterAll(() => world?.close());
// Guesses of one test do not burden the next.
beforeEach(() => world.clock.pass(3_600_000));

async function openOrganization() {
  const place = await world.found();
  const admin = world.browser();
  expect((await admin.signIn(place.email)).status).toBe(200);
  return { ...place, admin };
}

test("an Admin signs in, is known, and signs out", async () => {
  const { email } = await world.found();
  const browser = world.browser();
  const answer = await browser.signIn(`  ${email.toUpperCase()} `);
  expect(answer).toMatchObject({ status: 200, body: { email, accountRole: "admin", twoFactor: false } });
  expect(answer.headers["cache-control"]).toBe("no-store");
  expect((await browser.get("/session")).body).toMatchObject({ email });
  const left = await browser.remove("/session");
  expect(left).toMatchObject({ status: 204, headers: { "clear-site-data": '"storage"' } });
  expect(left.headers["set-cookie"]).toContain("Expires=Thu, 01 Jan 1970");
  expect((await browser.get("/session")).body).toMatchObject({ error: { code: "not_signed_in" } });
});

test("S18 the database keeps the token of a session as a hash alone", async () => {
  const { email } = await world.found();
  const browser = world.browser();
  await browser.signIn(email);
  const token = browser.jar.cookie.split("=")[1] ?? "";
  const rows = await world.database.system.selectFrom("sessions").selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(rows.map((row) => row.token_hash)).toContain(hashToken(token));
});

test("S22 P46 signing in never continues a session: the former one ends, a planted one is not taken", async () => {
  const { email } = await world.found();
  const browser = world.browser();
  await browser.signIn(email);
  const former = browser.jar.cookie;
  await browser.signIn(email);
  expect(browser.jar.cookie).not.toBe(former);
  const thief = world.browser();
  thief.jar.cookie = former;
  expect((await thief.get("/session")).status).toBe(401);
  const planted = world.browser();
  planted.jar.cookie = `guichet=${"A".repeat(43)}`;
  await planted.signIn(email);
  expect(planted.jar.cookie).not.toContain("AAAA");
});

test("W18 S12 an Agent without any channel is told to ask for access, an Admin may enter", async () => {
  const { admin } = await openOrganization();
  const agent = await addUser(world, admin);
  const browser = world.browser();
  expect(await browser.signIn(agent.email)).toMatchObject({
    status: 403,
    body: { error: { code: "no_channel_access" } },
  });
  expect(browser.jar.cookie).toBe("");
  expect((await browser.get("/session")).status).toBe(401);
});

test("S12 the error about channels is only for those who know the password", async () => {
  const { admin } = await openOrganization();
  const agent = await addUser(world, admin);
  const answer = await world.browser().signIn(agent.email, "Wrong-4-this-time!");
  expect(answer.body.error.code).toBe("sign_in_failed");
});

test("S20 P3 unknown, wrong, invited and deactivated look the same and cost one hash each", async () => {
  const { admin, email } = await openOrganization();
  const invited = await addUser(world, admin, { accept: false });
  const deactivated = await addUser(world, admin);
  await admin.put(`/users/${deactivated.id}/deactivation`);
  const tries: [string, string][] = [
    ["nobody@example.org", PASSWORD],
    [email, "Wrong-4-this-time!"],
    [invited.email, PASSWORD],
    [deactivated.email, PASSWORD],
  ];
  const answers = [];
  for (const [address, password] of tries) {
    const before = world.hashCounts.verify;
    const { status, text, headers } = await world.browser().signIn(address, password);
    answers.push({ status, text, names: Object.keys(headers).sort(), length: headers["content-length"] });
    expect(world.hashCounts.verify - before).toBe(1);
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 401, text: '{"error":{"code":"sign_in_failed"}}' });
});

test("S20 held-back guesses look the same for known and unknown addresses", async () => {
  const { email } = await world.found();
  const last = [];
  for (const address of [email, "nobody-at-all@example.org"]) {
    for (let i = 0; i < 5; i += 1) await world.browser(`203.0.113.${i}`).signIn(address, "Wrong-4-this-time!");
    const before = world.hashCounts.verify;
    last.push((await world.browser("203.0.113.99").signIn(address, PASSWORD)).text);
    expect(world.hashCounts.verify).toBe(before);
  }
  expect(last[0]).toBe('{"error":{"code":"too_many_attempts","retryAfterSeconds":30}}');
  expect(last[1]).toBe(last[0]);
});

test("S21 P3 of 100 parallel guesses at one account five are compared; afterwards the right password works again", async () => {
  const { email } = await world.found();
  const before = world.hashCounts.verify;
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, i) => world.browser(`198.51.100.${i}`).signIn(email, `Wrong-4-this-time!${i}`)),
  );
  expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
  expect(answers.filter((answer) => answer.status === 429)).toHaveLength(95);
  expect(world.hashCounts.verify - before).toBe(5);
  world.clock.pass(31_000);
  expect((await world.browser().signIn(email)).status).toBe(200);
});

test("S21 of 100 parallel guesses from one address twenty are compared", async () => {
  const before = world.hashCounts.verify;
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, i) => world.browser("192.0.2.5").signIn(`guess${i}@example.org`, "Wrong-4-this!")),
  );
  expect(answers.filter((answer) => answer.status === 429)).toHaveLength(80);
  expect(world.hashCounts.verify - before).toBe(20);
});

test("W24 a session ends after the time without activity that the Admin set; reading is no activity", async () => {
  const { admin, email } = await openOrganization();
  await admin.patch("/organization", { inactiveSessionMinutes: 10 });
  const browser = world.browser();
  await browser.signIn(email);
  for (let minute = 0; minute < 9; minute += 1) {
    world.clock.pass(60_000);
    expect((await browser.get("/session")).status).toBe(200);
  }
  world.clock.pass(60_000);
  expect((await browser.get("/session")).status).toBe(401);
});

test("W24 a change asked for by hand is activity, and a session that has run out is not revived", async () => {
  const { admin, email } = await openOrganization();
  await admin.patch("/organization", { inactiveSessionMinutes: 10 });
  const browser = world.browser();
  await browser.signIn(email);
  for (let i = 0; i < 4; i += 1) {
    world.clock.pass(8 * 60_000);
    expect((await browser.put("/me/presence", { presence: "away" })).status).toBe(200);
  }
  world.clock.pass(10 * 60_000);
  expect((await browser.put("/me/presence", { presence: "available" })).status).toBe(401);
  expect((await browser.get("/session")).status).toBe(401);
});

test("W24 S22 after 14 days it is over however busy it was", async () => {
  const { admin, email } = await openOrganization();
  await admin.patch("/organization", { inactiveSessionMinutes: 1440 });
  const browser = world.browser();
  await browser.signIn(email);
  for (let day = 1; day < 14; day += 1) {
    world.clock.pass(23.9 * 3_600_000);
    expect((await browser.put("/me/presence", { presence: "away" })).status).toBe(200);
  }
  world.clock.pass(23.9 * 3_600_000);
  await browser.put("/me/presence", { presence: "away" });
  world.clock.pass(2 * 3_600_000);
  expect((await browser.get("/session")).status).toBe(401);
});

test("S22 sessions are listed and ended, one by one or all others", async () => {
  const { admin, email } = await openOrganization();
  const [phone, tablet] = [world.browser("192.0.2.20"), world.browser("192.0.2.21")];
  await phone.signIn(email);
  await tablet.signIn(email);
  const { items } = (await admin.get("/sessions")).body;
  expect(items).toHaveLength(3);
  expect(items.filter((item: { current: boolean }) => item.current)).toHaveLength(1);
  expect(items[0]).toMatchObject({ address: "192.0.2.21", userAgent: "Test browser", current: false });
  expect((await admin.remove(`/sessions/${items[0].id}`)).status).toBe(204);
  expect((await tablet.get("/session")).status).toBe(401);
  expect((await admin.remove("/sessions")).status).toBe(204);
  expect((await phone.get("/session")).status).toBe(401);
  expect((await admin.get("/session")).status).toBe(200);
});

test("S22 nobody ends or sees the sessions of somebody else", async () => {
  const one = await openOrganization();
  const two = await openOrganization();
  const [theirs] = (await two.admin.get("/sessions")).body.items;
  expect((await one.admin.remove(`/sessions/${theirs.id}`)).body.error.code).toBe("not_found");
  expect((await two.admin.get("/session")).status).toBe(200);
});

test("S23 every route of these slices that needs a session refuses without one", async () => {
  const id = "0192aaaa-0000-7000-8000-000000000001";
  const stranger = world.browser();
  for (const path of [
    "/session",
    "/sessions",
    "/users",
    `/users/${id}`,
    "/teams",
    "/organization",
    "/settings-changes",
  ])
    expect((await stranger.get(path)).status).toBe(401);
  for (const path of ["/me", "/organization", `/users/${id}`])
    expect((await stranger.patch(path, {})).status).toBe(401);
});

test("S27 wrong types in the sign-in form are refused with the field's name, never with 5xx", async () => {
  const wrong = [null, [], {}, true, 1e308, { $gt: "" }, ["a@b.c"]];
  for (const value of wrong) {
    for (const body of [
      { email: value, password: "x" },
      { email: "a@b.c", password: value },
      { email: "a@b.c", password: "x", code: value },
      value,
    ]) {
      const answer = await world.browser().post("/session", body, { "content-type": "application/json" });
      expect(answer.status).toBe(400);
      expect(answer.body.error.code).toBe("invalid_input");
    }
  }
  expect((await world.browser().post("/session", { email: "a\0@b.c", password: "\0\ud800" })).status).toBe(400);
  expect((await world.browser().post("/session", { email: "nul@b.co", password: "\0\ud800" })).status).toBe(401);
});
