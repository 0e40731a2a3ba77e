import { createHash, createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import { type AuthWorld, addUser, OTHER_PASSWORD, openAuthWorld, PASSWORD, tokenOf } from "../../auth/auth.test-kit.ts";
import { ensureSetUpLink } from "../../auth/index.ts";
import { totpCode } from "../../auth/second-factor/totp.ts";

let world: AuthWorld;
beforeAll(async () => {
  world = await openAuthWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.clock.pass(3_600_000));

const WRONG = "Wrong-4-this-time!";
const code = (secret: string) => totpCode(secret, world.clock.now());
const refusal = (answer: { body: { error?: { code: string } } }) => answer.body?.error?.code;

async function openOrganization() {
  const place = await world.found();
  const admin = world.browser();
  expect((await admin.signIn(place.email)).status).toBe(200);
  return { ...place, admin };
}

async function withSecondFactor() {
  const place = await openOrganization();
  const { secret } = (await place.admin.post("/me/totp")).body;
  const { codes } = (await place.admin.put("/me/totp", { code: code(secret) })).body;
  world.clock.pass(60_000);
  return { ...place, secret: secret as string, codes: codes as string[] };
}

async function askReset(email: string): Promise<string> {
  await world.browser().post("/password-resets", { email });
  await world.deps.background.idle();
  return tokenOf(world.mails.at(-1));
}

const userRow = async (id: string) =>
  await world.database.system
    .selectFrom("users")
    .selectAll()
    .where("id", "=", id as never)
    .executeTakeFirstOrThrow();

describe("S23 the only ways in", () => {
  it("P19 the stored hash is no password, whole or in parts", async () => {
    const { email, userId } = await openOrganization();
    const hash = (await userRow(userId)).password_hash ?? "";
    const parts = hash.split("$").filter((part) => part !== "");
    const guesses = [hash, hash.toUpperCase(), Buffer.from(hash).toString("base64"), ...parts, parts.at(-1) ?? ""];
    for (const [at, guess] of guesses.entries()) {
      world.clock.pass(1_800_000);
      const answer = await world.browser(`198.51.100.${at}`).signIn(email, guess.slice(0, 200));
      expect(refusal(answer), guess).toBe("sign_in_failed");
    }
    world.clock.pass(1_800_000);
    expect((await world.browser().signIn(email)).status).toBe(200);
  });

  it("P106 naming another way to sign in, or the answer to its questions, opens nothing", async () => {
    const { email, secret } = await withSecondFactor();
    const more: Record<string, unknown>[] = [
      ...["ldap", "cas", "saml", "oauth", "resume", "token", "password"].map((type) => ({ type, [type]: true })),
      ...[{ code: "" }, { code: " " }, { totp: false }, { twoFactor: false }, { skipSecondFactor: true }],
      ...[{ code: null }, { code: true }, { code: [] }, { code: { $ne: null } }, { trusted: true }, { remember: "x" }],
    ];
    for (const [at, extra] of more.entries()) {
      const browser = world.browser(`198.51.100.${at}`);
      const answer = await browser.post("/session", { email, password: PASSWORD, ...extra });
      expect(answer.status, JSON.stringify(extra)).toBeGreaterThanOrEqual(400);
      expect(answer.headers["set-cookie"], JSON.stringify(extra)).toBeUndefined();
    }
    for (const path of [
      "/session/ldap",
      "/sessions",
      "/login",
      "/oauth/token",
      "/auth/cas",
      "/saml/acs",
      "/magic-link",
    ])
      expect((await world.browser().post(path, { email, password: PASSWORD })).headers["set-cookie"], path).toBe(
        undefined,
      );
    expect((await world.browser().signIn(email, PASSWORD, code(secret))).status).toBe(200);
  });

  it("S28 P109 every check of a secret says no to a wrong one and yes to the right one", async () => {
    const { admin, email, secret, codes } = await withSecondFactor();
    const { admin: second, email: other } = await openOrganization();
    await addUser(world, second, { accept: false });
    const invitation = tokenOf(world.mails.at(-1));
    const reset = await askReset(other);
    const sameLength = (token: string) => `${token.slice(0, -2)}${token.endsWith("AA") ? "BB" : "AA"}`;
    const { secret: seed } = (await second.post("/me/totp")).body;
    const next = `next-${other}`;
    const checks: [string, () => Promise<{ status: number }>, () => Promise<{ status: number }>][] = [
      [
        "password at signing in",
        () => world.browser().signIn(email, WRONG, code(secret)),
        () => world.browser().signIn(email, PASSWORD, code(secret)),
      ],
      [
        "recovery code",
        () => world.browser().signIn(email, PASSWORD, sameLength(codes[0] ?? "")),
        () => world.browser().signIn(email, PASSWORD, codes[0]),
      ],
      [
        "confirming an app",
        () => second.put("/me/totp", { code: "000000" }),
        () => second.put("/me/totp", { code: code(seed) }),
      ],
      [
        "password before switching the second factor off",
        () => second.remove("/me/totp", { current: WRONG }),
        () => second.remove("/me/totp", { current: PASSWORD }),
      ],
      [
        "password before a new address",
        () => second.put("/me/email", { current: WRONG, email: next }),
        () => second.put("/me/email", { current: PASSWORD, email: next }),
      ],
      [
        "password before a new password",
        () => second.put("/me/password", { current: WRONG, next: OTHER_PASSWORD }),
        () => second.put("/me/password", { current: PASSWORD, next: OTHER_PASSWORD }),
      ],
      [
        "invitation",
        () => world.browser().put(`/invitations/${sameLength(invitation)}`, { password: PASSWORD }),
        () => world.browser().put(`/invitations/${invitation}`, { password: PASSWORD }),
      ],
      [
        "session",
        async () => {
          const thief = world.browser();
          thief.jar.cookie = sameLength(admin.jar.cookie);
          return await thief.get("/session");
        },
        () => admin.get("/session"),
      ],
    ];
    expect((await world.browser().get(`/password-resets/${sameLength(reset)}`)).status).toBe(404);
    for (const [name, wrong, right] of checks) {
      world.clock.pass(61_000);
      expect((await wrong()).status, `wrong: ${name}`).toBeGreaterThanOrEqual(400);
      expect((await right()).status, `right: ${name}`).toBeLessThan(300);
    }
  });
});

describe("S21 guesses", () => {
  it("P134 of a hundred codes guessed at once five are compared", async () => {
    const { email, secret } = await withSecondFactor();
    const guess = (at: number) =>
      world.browser(`198.51.100.${at}`).signIn(email, PASSWORD, String(at).padStart(6, "0"));
    const answers = await Promise.all(Array.from({ length: 100 }, (_, at) => guess(at)));
    const failed = answers.filter((answer) => refusal(answer) === "second_factor_failed");
    expect(failed.length).toBeLessThanOrEqual(5);
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(100 - failed.length);
    expect(answers.filter((answer) => answer.headers["set-cookie"] !== undefined)).toEqual([]);
    world.clock.pass(1_800_000);
    expect((await world.browser().signIn(email, PASSWORD, code(secret))).status).toBe(200);
  });
});

describe("S18 tokens", () => {
  it("P60 nothing that can be computed from what is known of a person signs them in", async () => {
    const { admin, email, userId, organizationId } = await openOrganization();
    const row = await userRow(userId);
    const known = [userId, email, organizationId, row.created_at.toISOString(), String(row.created_at.getTime())];
    const texts = [...known, ...known.flatMap((one) => known.map((other) => one + other)), known.join("")];
    const computed = texts.flatMap((text) =>
      ["md5", "sha1", "sha256"].flatMap((hash) => [
        createHash(hash).update(text).digest("hex"),
        createHash(hash).update(text).digest("base64url"),
        createHmac(hash, known.join("")).update(text).digest("base64url"),
      ]),
    );
    const stored = await world.database.system.selectFrom("sessions").select("token_hash").execute();
    const thief = world.browser();
    for (const token of [...computed, ...stored.map((session) => session.token_hash), row.password_hash ?? ""]) {
      thief.jar.cookie = `guichet=${token}`;
      expect((await thief.get("/session")).status).toBe(401);
    }
    for (const token of computed.slice(0, 40)) {
      expect(refusal(await world.browser().get(`/invitations/${token}`))).toBe("link_expired");
      expect(refusal(await world.browser().get(`/password-resets/${token}`))).toBe("link_expired");
    }
    expect((await admin.get("/session")).status).toBe(200);
  });

  it("P75 an account without an open invitation is met by no empty token", async () => {
    const { admin, email } = await openOrganization();
    await addUser(world, admin);
    const open = await addUser(world, admin, { accept: false });
    const invitation = tokenOf(world.mails.at(-1));
    for (const empty of ["", "%20", "%00", "null", "undefined", "0", "false", "%E2%80%8B", "[]", "{}", "''", "/", "?"])
      for (const place of ["/invitations/", "/password-resets/"]) {
        const reads = await world.browser().get(place + empty);
        const writes = await world.browser().put(place + empty, { password: OTHER_PASSWORD });
        for (const answer of [reads, writes]) expect([400, 404], `${place}${empty}`).toContain(answer.status);
      }
    expect((await world.browser().signIn(email)).status).toBe(200);
    expect(refusal(await world.browser().signIn(open.email, OTHER_PASSWORD))).toBe("sign_in_failed");
    expect((await world.browser().put(`/invitations/${invitation}`, { password: PASSWORD })).status).toBe(204);
  });

  it("P149 every token has at least 128 bits and no two are alike; codes typed by hand have 80", async () => {
    const fresh = await openAuthWorld();
    const setUp = (await ensureSetUpLink(fresh.deps))?.split("#")[1] ?? "";
    await fresh.close();
    const tokens = [setUp];
    for (let round = 0; round < 5; round += 1) {
      const { admin, email } = await openOrganization();
      await addUser(world, admin, { accept: false });
      tokens.push(tokenOf(world.mails.at(-1)), await askReset(email), admin.jar.cookie.split("=")[1] ?? "");
    }
    for (const token of tokens) {
      expect(token).toMatch(/^[\w-]+$/);
      expect(Buffer.from(token, "base64url").byteLength * 8).toBeGreaterThanOrEqual(128);
    }
    expect(new Set(tokens.map((token) => token.slice(0, 8))).size).toBe(tokens.length);
    const { codes, secret } = await withSecondFactor();
    for (const one of codes) expect(one.replaceAll("-", "").length * 5).toBeGreaterThanOrEqual(80);
    expect(secret.length * 5).toBeGreaterThanOrEqual(160);
  });

  it("P138 an invitation leads into the organization that gave it, once, whatever is named beside it", async () => {
    const [one, two] = [await openOrganization(), await openOrganization()];
    const invited = await addUser(world, one.admin, { accept: false });
    const token = tokenOf(world.mails.at(-1));
    for (const more of [{ organizationId: two.organizationId }, { email: two.email }, { accountRole: "admin" }])
      expect((await world.browser().put(`/invitations/${token}`, { password: PASSWORD, ...more })).status).toBe(400);
    for (const path of [`/organizations/${two.organizationId}/invitations/${token}`, `/join/${token}`])
      expect((await world.browser().put(path, { password: PASSWORD })).status).toBe(404);
    const query = `/invitations/${token}?organizationId=${two.organizationId}`;
    expect((await world.browser().put(query, { password: PASSWORD })).status).toBe(204);
    expect(await userRow(invited.id)).toMatchObject({ organization_id: one.organizationId, account_role: "agent" });
    expect(refusal(await world.browser().put(`/invitations/${token}`, { password: OTHER_PASSWORD }))).toBe(
      "link_expired",
    );
    expect((await two.admin.get("/users")).body.items).toHaveLength(1);
    expect(refusal(await two.admin.get(`/users/${invited.id}`))).toBe("not_found");
  });
});

describe("S19 S49 who becomes whom", () => {
  it("P26 P140 nobody signs up by themselves, and a role is only what an Admin has said", async () => {
    const { admin } = await openOrganization();
    const count = async () => (await world.database.system.selectFrom("users").select("id").execute()).length;
    const before = await count();
    const form = { firstName: "Eve", lastName: "New", userReference: null, shortCode: null, email: "eve@example.org" };
    for (const path of ["/users", "/sign-up", "/signup", "/register", "/accounts", "/invitations", "/me", "/session"]) {
      const answer = await world.browser().post(path, { ...form, accountRole: "admin", password: PASSWORD });
      expect([400, 401, 404], path).toContain(answer.status);
    }
    for (const setting of ["signUp", "defaultRole", "allowedDomains", "openRegistration", "ldap", "autoCreate"])
      expect((await admin.patch("/organization", { [setting]: true })).status, setting).toBe(400);
    expect(refusal(await world.browser().signIn("eve@example.org"))).toBe("sign_in_failed");
    expect(await count()).toBe(before);
    expect((await admin.post("/users", form)).status).toBe(400);
    const invited = await addUser(world, admin, { email: "eve@example.org" });
    expect(await userRow(invited.id)).toMatchObject({ account_role: "agent" });
  });

  test.each(["PUT", "POST"] as const)(
    "P41 after the set-up its address takes nothing and tells nothing (%s)",
    async (method) => {
      await openOrganization();
      const browser = world.browser();
      expect((await browser.get("/setup")).body).toEqual({ needed: false });
      const answer = method === "POST" ? await browser.post("/setup", {}) : await browser.put("/setup", {});
      expect([400, 404]).toContain(answer.status);
      expect(answer.text).not.toMatch(/example\.org|Blue Harbour/);
    },
  );
});
