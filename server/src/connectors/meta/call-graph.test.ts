import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { GraphRefusal } from "../../../../simulator/src/meta/graph-refusal.ts";
import type { MetaApp } from "../../../../simulator/src/meta/meta-app.ts";
import { MetaSimulator } from "../../../../simulator/src/meta/meta-simulator.ts";
import { createRecordingContext, type HttpPeer, startHttpPeer } from "../connector-bench.ts";
import { callGraph, type GraphCall, listGraph } from "./call-graph.ts";
import { debugToken } from "./debug-token.ts";
import { errorOfRefusal } from "./graph-error.ts";
import { listSubscribedApps, subscribeApp, unsubscribeApp } from "./subscribed-apps.ts";

let simulator: MetaSimulator;
let app: MetaApp;
let token: string;
let peer: HttpPeer;
let context: ReturnType<typeof createRecordingContext>;
beforeEach(async () => {
  simulator = new MetaSimulator({ seed: 3 });
  await simulator.start();
  app = simulator.addApp("Lamp Care");
  token = app.addToken(["pages_messaging"], ["11"]);
  simulator.addAccount("11", "page");
  simulator.mount({ answer: ({ path }) => (path[0] === "me" ? { id: "1", name: "Zoé" } : undefined) });
  peer = await startHttpPeer();
  context = createRecordingContext({ patient: true });
});
afterEach(async () => {
  await context.stop();
  await simulator.stop();
  await peer.stop();
});

const account = (changes = {}) => ({
  ...{ graphUrl: simulator.graphUrl, graphVersion: "v23.0", token, appSecret: app.secret },
  ...changes,
});
const me: GraphCall = { method: "GET", path: "me" };

describe("calling", () => {
  test("the token travels in a header and is proved; a wrong secret is refused", async () => {
    expect(await callGraph(account(), me, context.ctx)).toEqual({
      ok: true,
      body: { id: "1", name: "Zoé" },
      status: 200,
    });
    expect(app.received[0]?.fields).toEqual({ appsecret_proof: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const wrong = await callGraph(account({ appSecret: "another-secret" }), me, context.ctx);
    expect(wrong).toMatchObject({ ok: false, error: { kind: "auth_expired", code: "100" } });
  });

  test.each([
    [{ code: 190, subcode: 463, status: 401, message: "expired" }, "auth_expired", "190/463"],
    [{ code: 4, message: "limit" }, "rate_limited", "4"],
    [{ code: 80006, status: 429, message: "limit" }, "rate_limited", "80006"],
    [{ code: 2, status: 500, message: "later", isTransient: true }, "retryable", "2"],
    [{ code: 999, message: "later", isTransient: true }, "retryable", "999"],
    [{ code: 200, message: "no" }, "permission", "200"],
    [{ code: 368, message: "blocked" }, "policy", "368"],
    [{ code: 100, subcode: 33, message: "gone" }, "permission", "100/33"],
    [{ code: 100, message: "bad" }, "invalid_content", "100"],
  ])("%j is %s", async (refused, kind, code) => {
    app.misbehave("me", { type: "refused", refusal: new GraphRefusal(refused) });
    expect(await callGraph(account(), me, context.ctx)).toMatchObject({ ok: false, error: { kind, code } });
    // The same with 200: the member counts, not the status.
    app.misbehave("me", { type: "refused_with_200", refusal: new GraphRefusal(refused) });
    expect(await callGraph(account(), me, context.ctx)).toMatchObject({ ok: false, error: { kind, code } });
  });

  test("a page of a proxy's is tried again; a 2xx that is not Meta's, and no answer, leave it open", async () => {
    app.misbehave("me", { type: "html_502" });
    expect(await callGraph(account(), me, context.ctx)).toMatchObject({
      error: { kind: "retryable", code: "http_502" },
    });
    app.misbehave("me", { type: "done_but_silent" });
    expect(await callGraph(account(), me, context.ctx)).toMatchObject({ error: { kind: "outcome_unknown" } });
    peer.behave("ok_garbage");
    const odd = await callGraph(account({ graphUrl: peer.url }), me, context.ctx);
    expect(odd).toMatchObject({ error: { kind: "outcome_unknown", code: "not_meta" } });
  });

  test("a throttled account rests as long as Meta says", async () => {
    const usage = JSON.stringify({ 11: [{ type: "pages", call_count: 100, estimated_time_to_regain_access: 3 }] });
    const headers = { "x-business-use-case-usage": usage };
    const refusal = new GraphRefusal({ code: 32, message: "limit", headers });
    app.misbehave("me", { type: "refused", refusal });
    expect(await callGraph(account(), me, context.ctx)).toMatchObject({ error: { retryAfterMs: 180_000 } });
  });

  test("S41 what a refusal repeats of the token is left out", async () => {
    const refusal = new GraphRefusal({ code: 100, message: `bad token ${token}, secret ${app.secret}` });
    app.misbehave("me", { type: "refused", refusal });
    const told = JSON.stringify(await callGraph(account(), me, context.ctx));
    expect(told).toContain("bad token …, secret …");
    expect(told).not.toContain(token);
  });

  test("S41 half a token is no more left in a refusal that is cut, nor a token asked about, a proof, an app's secret", async () => {
    const refuse = (message: string) =>
      app.misbehave("me", { type: "refused", refusal: new GraphRefusal({ code: 100, message }) });
    refuse(`${"x".repeat(290)}${token}`);
    const cut = JSON.stringify(await callGraph(account(), me, context.ctx));
    expect(cut).toContain("x…");
    expect(cut).not.toContain(token.slice(0, 8));
    const proof = createHmac("sha256", app.secret).update(token).digest("hex");
    refuse(`asked EAAGasked, proof ${proof}`);
    const asked = await callGraph(account(), { ...me, query: { input_token: "EAAGasked" } }, context.ctx);
    expect(JSON.stringify(asked)).toContain("asked …, proof …");
    refuse(`secret ${app.secret}`);
    const asApp = account({ token: `${app.id}|${app.secret}`, appSecret: "" });
    expect(JSON.stringify(await callGraph(asApp, me, context.ctx))).toContain("secret …");
  });

  test("S6 a next page is asked for at our own address, whatever the answer names", async () => {
    const pages = [
      { data: [1, 2], paging: { cursors: { after: "a" }, next: "https://evil.example/next?after=a&access_token=x" } },
      { data: [3], paging: { next: `${peer.url}/x?after=b` } },
      { data: [4], paging: { cursors: { after: "c" } } },
    ];
    const asked: unknown[] = [];
    simulator.mount({
      answer({ path, fields }) {
        if (path[0] !== "list") return undefined;
        asked.push(fields.after);
        return pages.shift();
      },
    });
    const listed = await listGraph(account(), { path: "list" }, context.ctx);
    expect(listed).toEqual({ ok: true, items: [1, 2, 3, 4] });
    expect(asked).toEqual([undefined, "a", "b"]);
    expect(peer.received).toEqual([]);
  });
});

test("what a token is, asked as the app itself", async () => {
  expect(await debugToken(account(), app.id, context.ctx)).toEqual({
    ok: true,
    facts: {
      ...{ isValid: true, appId: app.id, scopes: ["pages_messaging"], expiresAt: undefined },
      targets: { pages_messaging: ["11"] },
    },
  });
  app.endToken(token);
  expect(await debugToken(account(), app.id, context.ctx)).toMatchObject({ facts: { isValid: false } });
  const wrong = await debugToken(account({ appSecret: "x" }), app.id, context.ctx);
  expect(wrong).toMatchObject({ ok: false, error: { kind: "auth_expired" } });
});

test("an app hears of an account from its subscription on", async () => {
  expect(await subscribeApp(account(), "11", { fields: ["messages"] }, context.ctx)).toMatchObject({ ok: true });
  expect(await listSubscribedApps(account(), "11", context.ctx)).toEqual({
    ok: true,
    apps: [{ appId: app.id, callback: undefined, fields: ["messages"] }],
  });
  await unsubscribeApp(account(), "11", context.ctx);
  expect(await listSubscribedApps(account(), "11", context.ctx)).toEqual({ ok: true, apps: [] });
});

test("a platform's own meaning comes before the common one", () => {
  const refusal = { status: 400, code: 10, subcode: 2_018_278, words: "outside the window", isTransient: false };
  const own = () => ({ kind: "window_closed" as const, message: "Too late." });
  expect(errorOfRefusal(refusal, own)).toEqual({ kind: "window_closed", code: "10/2018278", message: "Too late." });
  expect(errorOfRefusal(refusal)).toMatchObject({ kind: "permission", message: expect.stringContaining("outside") });
});
