import { facebookSettings } from "@guichet/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FacebookPage, FacebookPages } from "../../../../simulator/src/facebook/facebook-pages.ts";
import { MetaSimulator } from "../../../../simulator/src/meta/meta-simulator.ts";
import type { Health } from "../connector.ts";
import { createRecordingContext } from "../connector-bench.ts";
import { fetchMedia } from "../meta/fetch-media.ts";
import { judgeToken } from "../meta/health-checks.ts";
import { watchSubscription } from "../meta/watch-subscription.ts";
import { fetchPost } from "./fetch-post.ts";
import { fetchProfile } from "./fetch-profile.ts";
import { checkHealth, SCOPES } from "./health.ts";
import { identifyPage } from "./identify.ts";
import { moderateComment } from "./moderate.ts";
import { connectPage } from "./subscribe.ts";

let meta: MetaSimulator;
let page: FacebookPage;
let context: ReturnType<typeof createRecordingContext>;
beforeEach(async () => {
  meta = new MetaSimulator();
  await meta.start();
  page = new FacebookPages(meta).addPage(meta.addApp("Care"), "Lamp Shop");
  context = createRecordingContext({ patient: true });
});
afterEach(async () => {
  await context.stop();
  await meta.stop();
});

const settings = (over = {}) => facebookSettings.parse({ appId: page.world.app.id, graphUrl: meta.graphUrl, ...over });
const channel = (pageToken = page.world.token, externalId = page.world.id) => ({
  ...{
    id: "channel",
    organizationId: "o",
    endpointId: "e-1",
    platform: "facebook" as const,
    externalId,
    name: "Lamps",
  },
  settings: settings(),
  secrets: { pageToken },
  endpointSecrets: { appSecret: [page.world.app.secret], verifyToken: ["v"] },
});
/** As if the handshake had passed: nobody answers at the bench's address. */
const subscribe = () => {
  page.world.app.webhooks.set("page", { url: "https://guichet.example/webhooks/facebook/e-1", fields: [] });
  meta.accounts.get(page.world.id)?.subscribed.set(page.world.app.id, { fields: ["feed"], override: undefined });
};
const failedCheck = ({ checks }: Health) => checks.find((check) => !check.ok);

describe("health", () => {
  test("all is well with the token, its permissions, the app's address and its subscription", async () => {
    subscribe();
    expect(await checkHealth(channel(), context.ctx)).toMatchObject({ state: "ok" });
  });

  test.each([
    ["the app is not subscribed", () => void meta.accounts.get(page.world.id)?.subscribed.clear(), /does not hear/],
    [
      "it delivers elsewhere",
      () => void page.world.app.webhooks.set("page", { url: "https://x.example/", fields: [] }),
      /another address/,
    ],
    ["it delivers nowhere", () => void page.world.app.webhooks.clear(), /no address/],
    ["the token has ended", () => page.world.app.endToken(page.world.token, 463), /expired/],
  ])("%s", async (_title, harm, said) => {
    subscribe();
    harm();
    const health = await checkHealth(channel(), context.ctx);
    expect(health.state).toBe("needs_reconnection");
    expect(failedCheck(health)?.detail).toMatch(said);
  });

  test("a token of another Page, and one of few permissions, need a person", async () => {
    subscribe();
    const other = new FacebookPages(meta).addPage(page.world.app, "Other");
    expect(failedCheck(await checkHealth(channel(page.world.token, "1"), context.ctx))?.detail).toMatch(/another Page/);
    const poor = page.world.app.addToken(["pages_messaging"], [page.world.id]);
    expect(failedCheck(await checkHealth(channel(poor), context.ctx))?.detail).toMatch(/pages_manage_metadata/);
    expect(other.world.name).toBe("Other");
  });

  test("a token that ends soon is told before it does", () => {
    const now = 1_800_000_000_000;
    const facts = { isValid: true, appId: "1", scopes: [], targets: {}, expiresAt: now + 86_400_000 };
    expect(judgeToken(facts, now, SCOPES).find(({ name }) => name === "expiry")).toMatchObject({
      ok: false,
      detail: "2027-01-16",
    });
    expect(judgeToken({ ...facts, expiresAt: now + 30 * 86_400_000 }, now, SCOPES).at(-1)).toMatchObject({ ok: true });
    expect(judgeToken({ ...facts, isValid: false }, now, SCOPES)).toMatchObject([{ name: "access", ok: false }]);
  });

  test("a token that ends soon still works: the channel is neither broken nor silent", async () => {
    subscribe();
    const token = page.world.app.tokens.get(page.world.token);
    if (token === undefined) throw new Error("The Page has no token.");
    token.endsAt = Math.floor(Date.now() / 1000) + 86_400;
    const health = await checkHealth(channel(), context.ctx);
    expect(health.state).toBe("ok");
    expect(failedCheck(health)?.name).toBe("expiry");
  });

  test("I15 the watch puts back what Meta took away, until the channel goes", async () => {
    const found: string[] = [];
    subscribe();
    const watching = watchSubscription(
      { check: () => checkHealth(channel(), context.ctx), connect: () => connectPage(channel(), context.ctx) },
      ({ state }) => found.push(state),
      context.ctx,
      { firstMs: 5, everyMs: 5 },
    );
    await expect.poll(() => found).toContain("ok");
    meta.accounts.get(page.world.id)?.subscribed.clear();
    await expect.poll(() => found).toContain("needs_reconnection");
    await context.stop();
    await watching;
  });
});

describe("identifying", () => {
  test("a token that is not a Page's is refused; secrets stay with their address and their app", async () => {
    const { app } = page.world;
    const given = { appSecret: app.secret, pageToken: page.world.token };
    expect(await identifyPage(settings(given), undefined, context.ctx)).toMatchObject({
      ok: true,
      settings: { page: { name: "Lamp Shop" } },
    });
    const person = app.addToken([], []);
    expect(await identifyPage(settings({ ...given, pageToken: person }), undefined, context.ctx)).toMatchObject({
      ok: false,
      path: "pageToken",
    });
    expect(await identifyPage(settings(), channel(), context.ctx)).toMatchObject({ ok: true });
    const elsewhere = settings({ graphUrl: "https://elsewhere.example" });
    expect(await identifyPage(elsewhere, channel(), context.ctx)).toMatchObject({ code: "account_secret_needed" });
    const otherApp = settings({ appId: "700000000000999" });
    expect(await identifyPage(otherApp, channel(), context.ctx)).toMatchObject({
      code: "account_secret_needed",
      path: "appSecret",
    });
  });
});

describe("what is asked for", () => {
  test("W87 a post with its picture and where its button leads; one that is gone is said", async () => {
    const post = page.post("Sale", { published: false, link: "https://shop.example/", picture: Buffer.from("x") });
    expect(await fetchPost(post.id, channel(), context.ctx)).toEqual({
      ok: true,
      post: {
        ...{ text: "Sale\n🔗 https://shop.example/", dark: true, url: expect.stringContaining("/posts/") },
        image: expect.objectContaining({ kind: "image", ref: expect.stringContaining("/cdn/") }),
      },
    });
    expect(await fetchPost("1_2", channel(), context.ctx)).toMatchObject({ ok: false, error: { code: "100/33" } });
  });

  test("W160 a name and a picture, or none where Facebook does not give it", async () => {
    const { person } = page.person({ firstName: "Zoé", lastName: "Martin" });
    expect(await fetchProfile(person.psid, channel(), context.ctx)).toEqual({
      ok: true,
      profile: { displayName: "Zoé Martin", photo: { ref: expect.stringContaining(`${meta.graphUrl}/cdn/`) } },
    });
    person.consents = false;
    expect(await fetchProfile(person.psid, channel(), context.ctx)).toMatchObject({
      ok: false,
      error: { kind: "permission" },
    });
  });

  test("S6 a file is fetched without the token, and one whose address has run out is given up", async () => {
    const file = page.world.keepFile({ bytes: Buffer.from("abc"), name: "a.png", type: "image/png" });
    const fetched = await fetchMedia({ kind: "image", ref: page.world.addressOf(file) }, context.ctx);
    if (!fetched.ok || !("stream" in fetched)) throw new Error("It did not come.");
    const chunks: Buffer[] = [];
    for await (const chunk of fetched.stream) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).toString()).toBe("abc");
    const gone = await fetchMedia({ kind: "image", ref: `${meta.graphUrl}/cdn/1/2` }, context.ctx);
    expect(gone).toMatchObject({ ok: false, error: { kind: "invalid_content" } });
    const away = await fetchMedia({ kind: "image", ref: "http://127.0.0.1:9/x" }, context.ctx);
    expect(away).toMatchObject({ ok: false, error: { kind: "retryable" } });
  });
});

test("W163 what is gone is deleted", async () => {
  expect(await moderateComment("1_2", "delete", channel(), context.ctx)).toEqual({ ok: true });
  expect(await moderateComment("1_2", "hide", channel(), context.ctx)).toMatchObject({ ok: false });
});

test("S41 what is logged and told holds no secret", async () => {
  page.world.app.misbehave("subscribed_apps", { type: "html_502" });
  await createFarewell();
  const told = JSON.stringify(await checkHealth(channel(), context.ctx));
  expect(context.logged()).toContain("not told");
  for (const secret of [page.world.token, page.world.app.secret])
    expect(`${context.logged()}${told}`).not.toContain(secret);
});

async function createFarewell(): Promise<void> {
  const { disconnectPage } = await import("./subscribe.ts");
  await disconnectPage(channel(), context.ctx, []);
}
