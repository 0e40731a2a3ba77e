import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { hashToken } from "../lib/token.ts";
import {
  type AuthWorld,
  addUser,
  OTHER_PASSWORD,
  openAuthWorld,
  PASSWORD,
  tokenOf,
  tokenOfLink,
} from "./auth.test-kit.ts";
import { totpCode } from "./second-factor/totp.ts";

let world: AuthWorld;
beforeAll(async () => {
  world = await openAuthWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.clock.pass(3_600_000));

async function openOrganization() {
  const place = await world.found();
  const admin = world.browser();
  await admin.signIn(place.email);
  return { ...place, admin };
}
async function askReset(email: string) {
  const before = world.mails.length;
  const answer = await world.browser().post("/password-resets", { email });
  await world.deps.background.idle();
  return { answer, mails: world.mails.slice(before) };
}
const refusal = (answer: { body: { error?: { code: string } } }) => answer.body?.error?.code;

test("W30 an invitation comes by mail, says whose it is, and opens once", async () => {
  const { admin } = await openOrganization();
  const user = await addUser(world, admin, { accept: false });
  const mail = world.mails.at(-1);
  expect(mail).toMatchObject({ to: user.email });
  expect(mail?.text).toContain("http://guichet.test/invitation#");
  const token = tokenOf(mail);
  const browser = world.browser();
  expect((await browser.get(`/invitations/${token}`)).body).toEqual({
    email: user.email,
    firstName: "Bo",
    organizationName: "Blue Harbour",
  });
  expect((await admin.get(`/users/${user.id}`)).body.state).toBe("invited");
  expect((await browser.put(`/invitations/${token}`, { password: PASSWORD })).status).toBe(204);
  expect((await admin.get(`/users/${user.id}`)).body.state).toBe("active");
  for (const answer of [
    await browser.get(`/invitations/${token}`),
    await browser.put(`/invitations/${token}`, { password: OTHER_PASSWORD }),
  ])
    expect(refusal(answer)).toBe("link_expired");
});

test("W30 S18 P74 an invitation works for 72 hours, and a second one voids the first", async () => {
  const { admin } = await openOrganization();
  const user = await addUser(world, admin, { accept: false });
  const first = tokenOf(world.mails.at(-1));
  expect((await admin.post(`/users/${user.id}/invitation`)).body).toMatchObject({ mailed: true, link: null });
  const second = tokenOf(world.mails.at(-1));
  expect(refusal(await world.browser().get(`/invitations/${first}`))).toBe("link_expired");
  world.clock.pass(71.9 * 3_600_000);
  expect((await world.browser().get(`/invitations/${second}`)).status).toBe(200);
  world.clock.pass(0.1 * 3_600_000);
  expect(refusal(await world.browser().put(`/invitations/${second}`, { password: PASSWORD }))).toBe("link_expired");
});

test("W30 where no mail can be sent the Admin gets the link, once", async () => {
  const { admin } = await openOrganization();
  world.mailServer.works = false;
  try {
    const fields = { firstName: "Bo", lastName: "Reed", userReference: null, shortCode: null, accountRole: "agent" };
    const { body } = await admin.post("/users", { ...fields, email: "handed@example.org" });
    expect(body.mailed).toBe(false);
    const token = tokenOfLink(body.link);
    expect((await admin.get(`/users/${body.user.id}`)).text).not.toContain(token);
    expect((await admin.get("/settings-changes")).text).not.toContain(token);
    expect((await world.browser().put(`/invitations/${token}`, { password: PASSWORD })).status).toBe(204);
  } finally {
    world.mailServer.works = true;
  }
});

test("W30 of two who accept an invitation at once, one does", async () => {
  const { admin } = await openOrganization();
  const user = await addUser(world, admin, { accept: false });
  const token = tokenOf(world.mails.at(-1));
  const passwords = ["Erste-8-Katze!", "Zweite-8-Katze!", "Dritte-8-Katze!"];
  const answers = await Promise.all(
    passwords.map((password) => world.browser().put(`/invitations/${token}`, { password })),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([204, 404, 404]);
  const works = [];
  for (const password of passwords) works.push(refusal(await world.browser().signIn(user.email, password)));
  // No channel yet: that answer needs the right password.
  expect(works.filter((found) => found === "no_channel_access")).toHaveLength(1);
});

test("S19 the invitation of a deactivated user is void, also after coming back", async () => {
  const { admin } = await openOrganization();
  const user = await addUser(world, admin, { accept: false });
  const token = tokenOf(world.mails.at(-1));
  await admin.put(`/users/${user.id}/deactivation`);
  expect(refusal(await world.browser().put(`/invitations/${token}`, { password: PASSWORD }))).toBe("link_expired");
  await admin.remove(`/users/${user.id}/deactivation`);
  expect(refusal(await world.browser().put(`/invitations/${token}`, { password: PASSWORD }))).toBe("link_expired");
  expect((await admin.post(`/users/${user.id}/invitation`)).status).toBe(200);
  expect(
    (await world.browser().put(`/invitations/${tokenOf(world.mails.at(-1))}`, { password: PASSWORD })).status,
  ).toBe(204);
});

test("S19 somebody with a password is not invited again", async () => {
  const { admin } = await openOrganization();
  const user = await addUser(world, admin);
  expect(refusal(await admin.post(`/users/${user.id}/invitation`))).toBe("already_exists");
});

test("W21 the rule and the passwords tried first hold on every way to a password", async () => {
  const { admin } = await openOrganization();
  await addUser(world, admin, { accept: false });
  const invitation = `/invitations/${tokenOf(world.mails.at(-1))}`;
  const { email } = await openOrganization();
  const { mails } = await askReset(email);
  const reset = `/password-resets/${tokenOf(mails[0])}`;
  for (const path of [invitation, reset]) {
    const weak = await world.browser().put(path, { password: "short" });
    expect(weak).toMatchObject({ status: 422, body: { error: { code: "password_weak" } } });
    expect(weak.body.error.fields.map((field: { problem: string }) => field.problem)).toEqual([
      "too_short",
      "no_digit",
      "no_upper",
      "no_special",
    ]);
    expect(refusal(await world.browser().put(path, { password: `Aa1!${"x".repeat(97)}` }))).toBe("password_weak");
    expect(refusal(await world.browser().put(path, { password: "Password123!" }))).toBe("password_breached");
    expect(refusal(await world.browser().put(path, { password: "Harbour2026!" }))).toBe("password_breached");
  }
  const change = await admin.put("/me/password", { current: PASSWORD, next: "Welcome123!" });
  expect(refusal(change)).toBe("password_breached");
});

test("S20 P18 P22 P79 asking for a new password answers the same at once, whoever asks for whomever", async () => {
  const { admin, email } = await openOrganization();
  const invited = await addUser(world, admin, { accept: false });
  const gone = await addUser(world, admin);
  await admin.put(`/users/${gone.id}/deactivation`);
  const seen = [];
  const counts = [];
  for (const address of [email, "nobody@example.org", invited.email, gone.email]) {
    const { answer, mails } = await askReset(address);
    seen.push(
      JSON.stringify({ status: answer.status, text: answer.text, headers: Object.keys(answer.headers).sort() }),
    );
    counts.push(mails.length);
  }
  expect(new Set(seen).size).toBe(1);
  expect(counts).toEqual([1, 0, 0, 0]);
});

test("S19 a reset ends every session, voids itself, and the new password counts alone", async () => {
  const { admin, email } = await openOrganization();
  const { mails } = await askReset(email);
  expect(mails[0]?.text).toContain("http://guichet.test/reset-password#");
  const path = `/password-resets/${tokenOf(mails[0])}`;
  expect((await world.browser().get(path)).body).toMatchObject({ email });
  expect((await world.browser().put(path, { password: OTHER_PASSWORD })).status).toBe(204);
  expect((await admin.get("/session")).status).toBe(401);
  expect(refusal(await world.browser().signIn(email))).toBe("sign_in_failed");
  expect((await world.browser().signIn(email, OTHER_PASSWORD)).status).toBe(200);
  expect(refusal(await world.browser().put(path, { password: PASSWORD }))).toBe("link_expired");
  await world.deps.background.idle();
  expect(world.mails.at(-1)).toMatchObject({ to: email, subject: expect.stringMatching(/password was changed/) });
});

test("S19 a reset link is void after 30 minutes, after another one, and after a change of password or address", async () => {
  const { admin, email } = await openOrganization();
  const works = async (token: string) => (await world.browser().get(`/password-resets/${token}`)).status === 200;
  const first = tokenOf((await askReset(email)).mails[0]);
  const second = tokenOf((await askReset(email)).mails[0]);
  expect([await works(first), await works(second)]).toEqual([false, true]);
  expect((await admin.put("/me/password", { current: PASSWORD, next: OTHER_PASSWORD })).status).toBe(204);
  expect(await works(second)).toBe(false);
  world.clock.pass(20 * 60_000);
  const third = tokenOf((await askReset(email)).mails[0]);
  expect(await works(third)).toBe(true);
  const address = `new-${email}`;
  expect((await admin.put("/me/email", { current: OTHER_PASSWORD, email: address })).status).toBe(204);
  expect(await works(third)).toBe(false);
  world.clock.pass(20 * 60_000);
  const fourth = tokenOf((await askReset(address)).mails[0]);
  expect(await works(fourth)).toBe(true);
  world.clock.pass(30 * 60_000);
  expect(await works(fourth)).toBe(false);
});

test("S23 a reset does not pass the second factor", async () => {
  const { admin, email } = await openOrganization();
  const { secret } = (await admin.post("/me/totp")).body;
  await admin.put("/me/totp", { code: totpCode(secret, world.clock.now()) });
  const { mails } = await askReset(email);
  await world.browser().put(`/password-resets/${tokenOf(mails[0])}`, { password: OTHER_PASSWORD });
  world.clock.pass(60_000);
  expect(refusal(await world.browser().signIn(email, OTHER_PASSWORD))).toBe("second_factor_required");
});

test("S32 P79 three mails for a new password in a quarter of an hour, not a flood", async () => {
  const { email } = await openOrganization();
  const counts = [];
  for (let i = 0; i < 6; i += 1) counts.push((await askReset(email)).mails.length);
  expect(counts).toEqual([1, 1, 1, 0, 0, 0]);
});

test("S18 tokens of every other form and of another purpose are refused on every route with a token", async () => {
  const { admin, email } = await openOrganization();
  await addUser(world, admin, { accept: false });
  const invitation = tokenOf(world.mails.at(-1));
  const reset = tokenOf((await askReset(email)).mails[0]);
  const wrong = [
    "%20",
    "null",
    "undefined",
    "[]",
    "%5B%22a%22%5D",
    "a".repeat(200),
    "%00",
    "A".repeat(43),
    hashToken(reset),
    "*",
    "%25",
  ];
  const tries = [
    ...wrong.flatMap((token) => [`/invitations/${token}`, `/password-resets/${token}`]),
    `/invitations/${reset}`,
    `/password-resets/${invitation}`,
    `/invitations/${invitation}x`,
  ];
  for (const path of tries) {
    expect(refusal(await world.browser().get(path))).toBe("link_expired");
    expect(refusal(await world.browser().put(path, { password: OTHER_PASSWORD }))).toBe("link_expired");
  }
  expect((await world.browser().get(`/invitations/${invitation}`)).status).toBe(200);
  expect((await world.browser().get(`/password-resets/${"a".repeat(201)}`)).status).toBe(400);
  const rows = await world.database.system.selectFrom("account_links").selectAll().execute();
  for (const token of [invitation, reset]) expect(JSON.stringify(rows)).not.toContain(token);
});

test("S43 P152 links are built from the configured address, whatever Host says", async () => {
  const { email } = await openOrganization();
  const before = world.mails.length;
  await world
    .browser()
    .post("/password-resets", { email }, { host: "evil.example", "x-forwarded-host": "evil.example" });
  await world.deps.background.idle();
  const [mail] = world.mails.slice(before);
  expect(mail?.text).toContain("http://guichet.test/");
  expect(`${mail?.text}${mail?.html}`).not.toContain("evil.example");
});
