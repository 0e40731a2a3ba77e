import { describe, expect, it } from "vitest";
import { readTokenRequest } from "./read-token-request.ts";

const FORM = "application/x-www-form-urlencoded";
const ask = (body: string, more: { authorization?: string; contentType?: string; query?: string } = {}) =>
  readTokenRequest({ authorization: undefined, contentType: FORM, query: "", body, ...more });
const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;
const GRANT = "grant_type=client_credentials";

describe("what is asked of the token endpoint", () => {
  it("R167 the client by HTTP Basic or in the form, its scopes by name", () => {
    const client = { clientId: "a b", clientSecret: "s:1" };
    expect(ask(GRANT, { authorization: basic("a+b:s%3A1") })).toEqual({ ...client, scopes: undefined });
    expect(ask(`${GRANT}&client_id=a+b&client_secret=s:1`, { contentType: `${FORM}; charset=utf-8` })).toEqual({
      ...{ ...client, scopes: undefined },
    });
    expect(ask(`${GRANT}&client_id=a&client_secret=s&scope=proactive.read+proactive.read`)).toMatchObject({
      scopes: ["proactive.read"],
    });
  });

  it.each([
    ["no grant", "client_id=a&client_secret=s", {}, "invalid_request"],
    ["another grant", "grant_type=password&client_id=a&client_secret=s", {}, "unsupported_grant_type"],
    ["no client", GRANT, {}, "invalid_client"],
    ["no secret", `${GRANT}&client_id=a`, {}, "invalid_client"],
    ["a scope nobody knows", `${GRANT}&client_id=a&client_secret=s&scope=client-read`, {}, "invalid_scope"],
    ["a name twice", `${GRANT}&client_id=a&client_id=b&client_secret=s`, {}, "invalid_request"],
    ["both ways", `${GRANT}&client_secret=s`, { authorization: basic("a:s") }, "invalid_request"],
    ["a token instead", GRANT, { authorization: "Bearer abc" }, "invalid_client"],
    ["no colon", GRANT, { authorization: basic("abc") }, "invalid_client"],
    ["JSON", "{}", { contentType: "application/json" }, "invalid_request"],
    ["the secret in the address", GRANT, { query: "client_secret=s", authorization: basic("a:s") }, "invalid_request"],
    ["a secret too long", `${GRANT}&client_id=a&client_secret=${"s".repeat(201)}`, {}, "invalid_client"],
  ])("R167 S27 %s is refused in OAuth's words", (_name, body, more, problem) => {
    expect(ask(body, more)).toBe(problem);
  });
});
