import { afterEach, beforeEach, expect, test } from "vitest";
import { type AuthWorld, openAuthWorld, PASSWORD, tokenOfLink } from "./auth.test-kit.ts";
import { ensureSetUpLink } from "./index.ts";

let world: AuthWorld;
beforeEach(async () => {
  world = await openAuthWorld();
});
afterEach(() => world?.close());

const form = {
  organizationName: "Blue Harbour",
  firstName: "Ada",
  lastName: "Quill",
  email: "ada@example.org",
  password: PASSWORD,
  locale: "fr",
  timeZone: "Europe/Brussels",
  withExample: false,
};
const makeLink = async () => (await ensureSetUpLink(world.deps)) ?? "";
const refusal = (answer: { body: { error?: { code: string } } }) => answer.body?.error?.code;

test("the first start gives a link, and with it the organization and its first Admin are made", async () => {
  expect((await world.browser().get("/setup")).body).toEqual({ needed: true });
  const link = await makeLink();
  expect(link).toMatch(/^http:\/\/guichet\.test\/set-up#[\w-]{43}$/);
  const browser = world.browser();
  const answer = await browser.post("/setup", { ...form, token: tokenOfLink(link) });
  expect(answer).toMatchObject({
    status: 200,
    body: { email: "ada@example.org", accountRole: "admin", locale: "fr", timeZone: "Europe/Brussels" },
  });
  expect((await browser.get("/organization")).body).toMatchObject({ name: "Blue Harbour", locale: "fr" });
  const actions = (await browser.get("/settings-changes")).body.items.map((item: { action: string }) => item.action);
  expect(actions).toEqual(["user.created", "organization.created"]);
});

test("S49 as soon as there is an Admin, set-up does not exist", async () => {
  const token = tokenOfLink(await makeLink());
  expect((await world.browser().post("/setup", { ...form, token })).status).toBe(200);
  expect((await world.browser().get("/setup")).body).toEqual({ needed: false });
  for (const again of [token, "x".repeat(43)]) {
    const answer = await world.browser().post("/setup", { ...form, email: "eve@example.org", token: again });
    expect(answer).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
  }
  expect(await ensureSetUpLink(world.deps)).toBeNull();
  expect(await world.database.system.selectFrom("users").select("email").execute()).toEqual([
    { email: "ada@example.org" },
  ]);
});

test("S49 of ten at once with the same link, one becomes Admin", async () => {
  const token = tokenOfLink(await makeLink());
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      world.browser().post("/setup", { ...form, email: `ada${i}@example.org`, token }),
    ),
  );
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  expect(answers.filter((answer) => answer.status === 404)).toHaveLength(9);
  expect(await world.database.system.selectFrom("organizations").select("id").execute()).toHaveLength(1);
});

test("S18 without the link, with a former one or a made-up one nothing is made", async () => {
  const former = tokenOfLink(await makeLink());
  await makeLink();
  for (const token of [former, "x".repeat(43), " ", "null"])
    expect(refusal(await world.browser().post("/setup", { ...form, token }))).toBe("link_expired");
  expect((await world.browser().post("/setup", form)).status).toBe(400);
  expect((await world.browser().post("/setup", { ...form, token: "" })).status).toBe(400);
  expect(await world.database.system.selectFrom("organizations").select("id").execute()).toEqual([]);
});

test("a set-up that is refused leaves the link working", async () => {
  const token = tokenOfLink(await makeLink());
  expect(refusal(await world.browser().post("/setup", { ...form, password: "Password1!", token }))).toBe(
    "password_breached",
  );
  expect(refusal(await world.browser().post("/setup", { ...form, timeZone: "Nowhere", token }))).toBe("invalid_input");
  expect((await world.browser().post("/setup", { ...form, token })).status).toBe(200);
});

test("S12 set-up takes nothing that is not in its form", async () => {
  const token = tokenOfLink(await makeLink());
  for (const more of [{ organizationId: "x" }, { accountRole: "admin" }, { id: "x" }, { passwordHash: "x" }])
    expect((await world.browser().post("/setup", { ...form, token, ...more })).status).toBe(400);
});

test("what comes after set-up is told whether the example was wanted", async () => {
  await world.close();
  const made: boolean[] = [];
  world = await openAuthWorld();
  Object.assign(world.deps, { onSetUp: async (found: { withExample: boolean }) => void made.push(found.withExample) });
  await world.browser().post("/setup", { ...form, withExample: true, token: tokenOfLink(await makeLink()) });
  await world.deps.background.idle();
  expect(made).toEqual([true]);
});
