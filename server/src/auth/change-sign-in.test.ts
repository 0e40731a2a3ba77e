import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type AuthWorld, OTHER_PASSWORD, openAuthWorld, PASSWORD } from "./auth.test-kit.ts";

let world: AuthWorld;
beforeAll(async () => {
  world = await openAuthWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.clock.pass(3_600_000));

async function signedIn() {
  const place = await world.found();
  const [browser, phone] = [world.browser(), world.browser()];
  await browser.signIn(place.email);
  await phone.signIn(place.email);
  return { ...place, browser, phone };
}
const refusal = (answer: { body: { error?: { code: string } } }) => answer.body?.error?.code;

test("W22 S22 P1 a new password needs the current one, ends other sessions, and gives this one a new token", async () => {
  const { email, browser, phone } = await signedIn();
  const wrong = await browser.put("/me/password", { current: "Wrong-4-this-time!", next: OTHER_PASSWORD });
  expect(wrong).toMatchObject({ status: 403, body: { error: { code: "password_wrong" } } });
  const former = browser.jar.cookie;
  expect((await browser.put("/me/password", { current: PASSWORD, next: OTHER_PASSWORD })).status).toBe(204);
  expect(browser.jar.cookie).not.toBe(former);
  expect((await browser.get("/session")).status).toBe(200);
  expect((await phone.get("/session")).status).toBe(401);
  expect(refusal(await world.browser().signIn(email))).toBe("sign_in_failed");
  expect((await world.browser().signIn(email, OTHER_PASSWORD)).status).toBe(200);
});

test("W22 a new address needs the password, ends other sessions, and both addresses are told", async () => {
  const { email, browser, phone } = await signedIn();
  const next = `next-${email}`;
  expect(refusal(await browser.put("/me/email", { current: "Wrong-4-this-time!", email: next }))).toBe(
    "password_wrong",
  );
  expect((await browser.put("/me/email", { current: PASSWORD, email: next })).status).toBe(204);
  expect((await phone.get("/session")).status).toBe(401);
  expect((await browser.get("/session")).body.email).toBe(next);
  expect(refusal(await world.browser().signIn(email))).toBe("sign_in_failed");
  expect((await world.browser().signIn(next)).status).toBe(200);
  await world.deps.background.idle();
  expect(
    world.mails
      .slice(-2)
      .map((mail) => mail.to)
      .sort(),
  ).toEqual([email, next].sort());
});

test("an address that somebody has is refused, in whatever organization", async () => {
  const { browser, email } = await signedIn();
  const other = await signedIn();
  const taken = await browser.put("/me/email", { current: PASSWORD, email: other.email.toUpperCase() });
  expect(taken).toMatchObject({ status: 409, body: { error: { code: "already_exists" } } });
  expect((await browser.get("/session")).body.email).toBe(email);
});

test("S21 guesses at the current password are limited for somebody who took over a session", async () => {
  const { browser } = await signedIn();
  const seen = [];
  for (let i = 0; i < 7; i += 1)
    seen.push(refusal(await browser.put("/me/password", { current: `Wrong-${i}-this-time!`, next: OTHER_PASSWORD })));
  expect(seen).toEqual([...Array(5).fill("password_wrong"), "too_many_attempts", "too_many_attempts"]);
  expect(refusal(await browser.remove("/me/totp", { current: PASSWORD }))).toBe("too_many_attempts");
});

test("a hash made with lower parameters is made anew at sign-in, and the session goes on", async () => {
  const { userId, email } = await signedIn();
  const { createPasswordHasher } = await import("./index.ts");
  const former = await createPasswordHasher({ memory: 32, passes: 1, parallelism: 1 }).hash(PASSWORD);
  await world.database.system.updateTable("users").set({ password_hash: former }).where("id", "=", userId).execute();
  expect((await world.browser().signIn(email)).status).toBe(200);
  const row = await world.database.system
    .selectFrom("users")
    .where("id", "=", userId)
    .select("password_hash")
    .executeTakeFirst();
  expect(row?.password_hash).toContain("m=64,");
  expect((await world.browser().signIn(email)).status).toBe(200);
});

test("S48 changes of how one signs in stand in the log of settings, without any secret", async () => {
  const { browser } = await signedIn();
  await browser.put("/me/password", { current: PASSWORD, next: OTHER_PASSWORD });
  const { items } = (await browser.get("/settings-changes")).body;
  expect(items[0]).toMatchObject({ action: "user.password_changed", subject: "Ada Quill", address: "203.0.113.7" });
  expect(JSON.stringify(items)).not.toContain("Ours");
});

test("S12 one's own profile takes nothing but its own fields", async () => {
  const { browser, userId, organizationId } = await signedIn();
  const foreign = [
    "accountRole",
    "email",
    "id",
    "organizationId",
    "deactivatedAt",
    "photo",
    "photoFile",
    "passwordHash",
    "presence",
    "twoFactor",
  ];
  for (const name of foreign) expect((await browser.patch("/me", { [name]: "admin" })).status).toBe(400);
  const changed = await browser.patch("/me", {
    firstName: " Zoé ",
    shortCode: "",
    preferences: { panes: { left: 1 } },
  });
  expect(changed.body).toMatchObject({
    firstName: "Zoé",
    lastName: "Quill",
    shortCode: null,
    preferences: { panes: { left: 1 } },
  });
  const row = await world.database
    .of(organizationId)
    .selectFrom("users")
    .where("id", "=", userId)
    .selectAll()
    .executeTakeFirst();
  expect(row).toMatchObject({ account_role: "admin", deactivated_at: null });
});

test("W09 what one browser prefers does not undo what another one does", async () => {
  const { browser } = await signedIn();
  await browser.patch("/me", { preferences: { "keyboard.keys": { resolve: ["d"] }, "rail.folded": true } });
  const both = await Promise.all([
    browser.patch("/me", { preferences: { "rail.folded": false } }),
    browser.patch("/me", { preferences: { "inbox.listWidth": 400 } }),
  ]);
  expect(both.map((answer) => answer.status)).toEqual([200, 200]);
  expect((await browser.get("/session")).body.preferences).toEqual({
    "keyboard.keys": { resolve: ["d"] },
    "rail.folded": false,
    "inbox.listWidth": 400,
  });
  const half = "x".repeat(8_200);
  expect((await browser.patch("/me", { preferences: { one: half } })).status).toBe(200);
  expect((await browser.patch("/me", { preferences: { two: half } })).body.error.code).toBe("too_large");
});

test("W09 preferences are kept up to 16 kB, text that cannot be stored is mended", async () => {
  const { browser } = await signedIn();
  expect((await browser.patch("/me", { preferences: { big: "x".repeat(16_400) } })).body.error.code).toBe("too_large");
  const odd = await browser.patch("/me", { firstName: "A\0B", preferences: { "k\0": ["v\ud800"] } });
  expect(odd.body).toMatchObject({ firstName: "A\uFFFDB", preferences: { "k\uFFFD": ["v\uFFFD"] } });
  expect((await browser.patch("/me", { timeZone: "Mars/Olympus" })).status).toBe(400);
});
