import { expect, test } from "vitest";
import { newToken } from "../lib/token.ts";
import { endedCookie, readSessionCookie, sessionCookie } from "./session-cookie.ts";

const token = newToken();

test("S18 a session's token has 256 bits and comes back from the cookie", () => {
  expect(Buffer.from(token, "base64url")).toHaveLength(32);
  for (const secure of [true, false]) {
    const line = sessionCookie(token, new Date(0), secure);
    expect(readSessionCookie(`theme=dark; ${line.split(";")[0]}; x=y`, secure)).toBe(token);
    expect(line).toContain("; HttpOnly; SameSite=Lax");
    expect(line).toContain("; Path=/;");
    expect(line).not.toContain("Domain");
  }
});

test("on https the cookie is bound to the host and secure", () => {
  expect(sessionCookie(token, new Date(0), true)).toMatch(/^__Host-guichet=.*; Secure$/);
  expect(endedCookie(true)).toContain("__Host-guichet=; Path=/; Expires=Thu, 01 Jan 1970");
});

test.each([
  ["nothing", undefined],
  ["an empty one", "guichet="],
  ["one that is too short", "guichet=abc"],
  ["one with foreign characters", `guichet=${"ä".repeat(43)}`],
  ["a very long one", `guichet=${"a".repeat(100_000)}`],
  ["the name with another case", `Guichet=${token}`],
  ["the cookie of the other scheme", `__Host-guichet=${token}`],
  ["two of them", `guichet=${token}; guichet=${token}`],
])("S18 %s is no session", (_title, header) => {
  expect(readSessionCookie(header, false)).toBeUndefined();
});
