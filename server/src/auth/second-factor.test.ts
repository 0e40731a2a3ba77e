import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type AuthWorld, openAuthWorld, PASSWORD, type TestBrowser } from "./auth.test-kit.ts";
import { totpCode } from "./second-factor/totp.ts";

let world: AuthWorld;
beforeAll(async () => {
  world = await openAuthWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.clock.pass(3_600_000));

async function switchOn() {
  const place = await world.found();
  const browser = world.browser();
  await browser.signIn(place.email);
  const { secret, uri } = (await browser.post("/me/totp")).body;
  const confirmed = await browser.put("/me/totp", { code: totpCode(secret, world.clock.now()) });
  expect(confirmed.status).toBe(200);
  return { ...place, browser, secret, uri, codes: confirmed.body.codes as string[] };
}
const code = (secret: string) => totpCode(secret, world.clock.now());
const refusal = (answer: { body: { error?: { code: string } } }) => answer.body.error?.code;

test("W23 an authenticator app is switched on with a code, and then asked for at sign-in", async () => {
  const { email, secret, browser } = await switchOn();
  expect((await browser.get("/session")).body.twoFactor).toBe(true);
  world.clock.pass(60_000);
  const other = world.browser();
  expect(refusal(await other.signIn(email))).toBe("second_factor_required");
  expect(refusal(await other.signIn(email, PASSWORD, "000000"))).toBe("second_factor_failed");
  expect(other.jar.cookie).toBe("");
  expect((await other.signIn(email, PASSWORD, code(secret))).status).toBe(200);
});

test("S23 no way in without the second factor: wrong password, missing code, wrong code", async () => {
  const { email, secret } = await switchOn();
  world.clock.pass(60_000);
  expect(refusal(await world.browser().signIn(email, "Wrong-4-this-time!", code(secret)))).toBe("sign_in_failed");
  expect(refusal(await world.browser().signIn(email, PASSWORD, ""))).toBe("second_factor_required");
  expect(refusal(await world.browser().signIn(email, PASSWORD, " "))).toBe("second_factor_required");
});

test("S18 a code works once, also for two browsers at the same moment", async () => {
  const { email, secret } = await switchOn();
  // The code that switched it on is used up.
  expect(refusal(await world.browser().signIn(email, PASSWORD, code(secret)))).toBe("second_factor_failed");
  world.clock.pass(60_000);
  const answers = await Promise.all([1, 2, 3].map(() => world.browser().signIn(email, PASSWORD, code(secret))));
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 401, 401]);
});

test("S18 each recovery code works once, is kept hashed, and its use is told by mail", async () => {
  const { email, codes, userId } = await switchOn();
  world.clock.pass(60_000);
  const [first = "", second = ""] = codes;
  expect((await world.browser().signIn(email, PASSWORD, first.toLowerCase().replaceAll("-", " "))).status).toBe(200);
  expect(refusal(await world.browser().signIn(email, PASSWORD, first))).toBe("second_factor_failed");
  expect((await world.browser().signIn(email, PASSWORD, second)).status).toBe(200);
  await world.deps.background.idle();
  expect(world.mails.filter((mail) => mail.to === email && /recovery code/i.test(mail.subject))).toHaveLength(2);
  const rows = await world.database.system
    .selectFrom("recovery_codes")
    .where("user_id", "=", userId)
    .selectAll()
    .execute();
  expect(rows).toHaveLength(10);
  for (const made of codes) expect(JSON.stringify(rows)).not.toContain(made.replaceAll("-", ""));
});

test("S21 wrong codes are limited like wrong passwords, and a missing code resets nothing", async () => {
  const { email } = await switchOn();
  world.clock.pass(60_000);
  const seen: string[] = [];
  for (let i = 0; i < 8; i += 1) {
    await world.browser(`203.0.113.${i}`).signIn(email);
    seen.push(String(refusal(await world.browser(`203.0.113.${i}`).signIn(email, PASSWORD, `00000${i}`))));
  }
  expect(seen.filter((found) => found === "second_factor_failed")).toHaveLength(5);
  expect(seen.slice(5)).toEqual(["too_many_attempts", "too_many_attempts", "too_many_attempts"]);
});

test("S22 switching it on gives this browser a new token and ends the other sessions", async () => {
  const { email } = await world.found();
  const [browser, phone] = [world.browser(), world.browser()];
  await browser.signIn(email);
  await phone.signIn(email);
  const former = browser.jar.cookie;
  const { secret } = (await browser.post("/me/totp")).body;
  await browser.put("/me/totp", { code: code(secret) });
  expect(browser.jar.cookie).not.toBe(former);
  expect((await browser.get("/session")).status).toBe(200);
  expect((await phone.get("/session")).status).toBe(401);
  const stolen = world.browser();
  stolen.jar.cookie = former;
  expect((await stolen.get("/session")).status).toBe(401);
});

test("W22 W23 switching it off asks for the password and is told by mail", async () => {
  const { email, browser } = await switchOn();
  expect(refusal(await browser.remove("/me/totp", { current: "Wrong-4-this-time!" }))).toBe("password_wrong");
  expect((await browser.remove("/me/totp", { current: PASSWORD })).status).toBe(204);
  expect((await browser.get("/session")).body.twoFactor).toBe(false);
  expect((await world.browser().signIn(email)).status).toBe(200);
  await world.deps.background.idle();
  const subjects = world.mails.filter((mail) => mail.to === email).map((mail) => mail.subject);
  expect(subjects.some((subject) => /switched off/.test(subject))).toBe(true);
});

test("a secret that was not confirmed asks for nothing; a confirmed one cannot be replaced without switching off", async () => {
  const { email } = await world.found();
  const browser = world.browser();
  await browser.signIn(email);
  const first = (await browser.post("/me/totp")).body.secret;
  const second = (await browser.post("/me/totp")).body.secret;
  expect((await world.browser().signIn(email)).status).toBe(200);
  expect(refusal(await browser.put("/me/totp", { code: code(first) }))).toBe("second_factor_failed");
  expect((await browser.put("/me/totp", { code: code(second) })).status).toBe(200);
  expect(refusal(await browser.post("/me/totp"))).toBe("already_exists");
  expect(refusal(await browser.put("/me/totp", { code: code(second) }))).toBe("not_found");
});

test("S46 the secret is sealed in the database", async () => {
  const { userId, secret } = await switchOn();
  const row = await world.database.system.selectFrom("users").where("id", "=", userId).selectAll().executeTakeFirst();
  expect(row?.totp_secret_sealed).toMatch(/^v1\./);
  expect(JSON.stringify(row)).not.toContain(secret);
});

test("W11 S11 no answer of the settings shows a secret of signing in", async () => {
  const { browser, secret, codes, userId } = await switchOn();
  const row = await world.database.system
    .selectFrom("users")
    .where("id", "=", userId)
    .selectAll()
    .executeTakeFirstOrThrow();
  const canaries = [secret, ...codes, row.password_hash ?? "", row.totp_secret_sealed ?? ""];
  for (const path of [
    "/session",
    "/sessions",
    "/users",
    `/users/${userId}`,
    "/teams",
    "/settings-changes",
    "/organization",
  ])
    await expectNone(browser, path, canaries);
});

async function expectNone(browser: TestBrowser, path: string, canaries: string[]): Promise<void> {
  const answer = await browser.get(path);
  expect(answer.status).toBe(200);
  for (const canary of canaries) expect(answer.text).not.toContain(canary);
}
