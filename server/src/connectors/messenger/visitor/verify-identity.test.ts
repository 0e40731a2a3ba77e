import { createHmac, generateKeyPairSync } from "node:crypto";
import { CompactEncrypt, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, test } from "vitest";
import { makeIdentitySecret, readIdentitySecrets } from "../identity-secret.ts";
import { verifyIdentity } from "./verify-identity.ts";

const now = new Date("2026-11-22T16:00:00Z");
const seconds = now.getTime() / 1000;
const [ours] = makeSecrets();
const [foreign] = makeSecrets();

function makeSecrets() {
  const made = makeIdentitySecret();
  const [secret] = readIdentitySecrets({ identity: Object.values(made.endpoint) });
  if (secret === undefined) throw new Error("No secret was made.");
  expect(made.shown).toEqual({ secretId: secret.id, secretKey: secret.key });
  return [secret] as const;
}

const good = { scope: "appUser", userId: "u-42", exp: seconds + 3600 };
const bytes = (text: string) => new TextEncoder().encode(text);
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

function sign(claims: object = good, header: object = {}, key = ours.key): Promise<string> {
  const whole = { alg: "HS256", typ: "JWT", kid: ours.id, ...header };
  return new SignJWT(claims as JWTPayload).setProtectedHeader(whole).sign(bytes(key));
}

/** Signed by hand, so that a header no library would write can be tried. */
function signByHand(header: object, claims: object = good, key = ours.key, hash = "sha256"): string {
  const text = `${base64(header)}.${base64(claims)}`;
  return `${text}.${createHmac(hash, key).update(text).digest("base64url")}`;
}

const verify = (jwt: string, secrets = [ours]) => verifyIdentity(jwt, secrets, now);

describe("S30 a user is who a signed token says", () => {
  test("a token of the site's server proves its user", async () => {
    expect(await verify(await sign())).toBe("u-42");
    expect(await verify(signByHand({ alg: "HS256", kid: ours.id }))).toBe("u-42");
  });

  test("during a rotation the old and the new secret are accepted, afterwards the new one alone", async () => {
    expect(await verify(await sign(), [foreign, ours])).toBe("u-42");
    await expect(verify(await sign(), [foreign])).rejects.toThrow("signature_refused");
  });

  test("a clock that is a little off does not matter", async () => {
    expect(await verify(await sign({ ...good, exp: seconds - 20 }))).toBe("u-42");
    expect(await verify(await sign({ ...good, exp: seconds + 24 * 3600 }))).toBe("u-42");
  });
});

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const part = async (at: number) => (await sign()).split(".")[at] ?? "";

const forgeries: readonly (readonly [string, () => string | Promise<string>])[] = [
  ["no algorithm", () => new UnsecuredJWT(good as JWTPayload).encode()],
  ["no algorithm, with our key's name", () => `${base64({ alg: "none", kid: ours.id })}.${base64(good)}.`],
  [
    "no algorithm, with a real signature",
    async () => `${base64({ alg: "none", kid: ours.id })}.${base64(good)}.${await part(2)}`,
  ],
  ["None in capitals", () => signByHand({ alg: "NONE", kid: ours.id })],
  ["HS384 with the right key", () => signByHand({ alg: "HS384", kid: ours.id }, good, ours.key, "sha384")],
  ["HS512 with the right key", () => sign(good, { alg: "HS512" })],
  [
    "RS256 with a key of one's own",
    () => new SignJWT(good as JWTPayload).setProtectedHeader({ alg: "RS256", kid: ours.id }).sign(privateKey),
  ],
  [
    "a key in the header",
    () => signByHand({ alg: "HS256", kid: ours.id, jwk: { kty: "oct", k: "AAAA" } }, good, "AAAA"),
  ],
  ["the key of another channel", () => sign(good, {}, foreign.key)],
  ["the key of another channel under its own name", () => sign(good, { kid: foreign.id }, foreign.key)],
  ["an empty key", () => signByHand({ alg: "HS256", kid: ours.id }, good, "")],
  ["the key's name as the key", () => sign(good, {}, ours.id)],
  ["no key's name", () => signByHand({ alg: "HS256" })],
  ["an unknown key's name", () => sign(good, { kid: "sec_unknown" })],
  ["a list of key's names", () => signByHand({ alg: "HS256", kid: [ours.id] })],
  ["an extension nobody knows", () => signByHand({ alg: "HS256", kid: ours.id, crit: ["x"], x: 1 })],
  ["an unencoded payload", () => signByHand({ alg: "HS256", kid: ours.id, b64: false, crit: ["b64"] })],
  [
    "another user in a signed token",
    async () => `${await part(0)}.${base64({ ...good, userId: "u-1" })}.${await part(2)}`,
  ],
  [
    "another header on a signed token",
    async () => `${base64({ alg: "HS256", kid: ours.id, typ: "x" })}.${await part(1)}.${await part(2)}`,
  ],
  ["a signature cut short", async () => (await sign()).slice(0, -4)],
  ["no signature", async () => `${await part(0)}.${await part(1)}.`],
  ["two parts", async () => `${await part(0)}.${await part(1)}`],
  ["four parts", async () => `${await sign()}.AAAA`],
  [
    "an encrypted token",
    () =>
      new CompactEncrypt(bytes(JSON.stringify(good)))
        .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: ours.id })
        .encrypt(Buffer.alloc(32, 1)),
  ],
  ["nothing", () => ""],
  ["junk", () => "a.b.c"],
  ["NUL bytes", () => "\0.\0.\0"],
  ["expired", () => sign({ ...good, exp: seconds - 60 })],
  ["no expiry", () => sign({ scope: "appUser", userId: "u-42" })],
  ["an expiry in words", () => signByHand({ alg: "HS256", kid: ours.id }, { ...good, exp: "tomorrow" })],
  ["an expiry in years", () => sign({ ...good, exp: seconds + 30 * 24 * 3600 })],
  ["an expiry in milliseconds", () => sign({ ...good, exp: now.getTime() + 60_000 })],
  ["not good yet", () => sign({ ...good, nbf: seconds + 600 })],
  ["another scope", () => sign({ ...good, scope: "admin" })],
  ["no scope", () => sign({ userId: "u-42", exp: good.exp })],
  ["a list of scopes", () => sign({ ...good, scope: ["appUser"] })],
  ["no user", () => sign({ scope: "appUser", exp: good.exp })],
  ["a user by another claim", () => sign({ scope: "appUser", sub: "u-42", exp: good.exp })],
  ["an empty user", () => sign({ ...good, userId: "" })],
  ["a user who is a number", () => sign({ ...good, userId: 42 })],
  ["a user who is an object", () => sign({ ...good, userId: { $ne: null } })],
  ["a user who is a list", () => sign({ ...good, userId: ["u-42"] })],
  ["a user with a NUL", () => sign({ ...good, userId: "u\0-42" })],
  ["a user of half a character", () => signByHand({ alg: "HS256", kid: ours.id }, { ...good, userId: "\ud800" })],
  ["a user without end", () => sign({ ...good, userId: "u".repeat(201) })],
  ["claims that are a list", () => signByHand({ alg: "HS256", kid: ours.id }, [good])],
];

test.each(forgeries)("S30 H8 refused: %s", async (_title, forge) => {
  await expect(verify(await forge())).rejects.toThrow("signature_refused");
});

test("S30 without a secret nobody can prove anything", async () => {
  await expect(verify(await sign(), [])).rejects.toThrow("signature_refused");
  expect(readIdentitySecrets({})).toEqual([]);
  expect(readIdentitySecrets({ identity: ["", ":", "sec_a:", `${ours.id}:`, `:${ours.key}`] })).toEqual([]);
});
