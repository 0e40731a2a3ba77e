import { type XSettings, xSettings } from "@guichet/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { XSimulator } from "../../../../../simulator/src/x/x-simulator.ts";
import type { Account } from "../../../../../simulator/src/x/x-world.ts";
import { uuidV7 } from "../../../lib/uuid-v7.ts";
import type { ChannelForConnector } from "../../connector.ts";
import {
  buildOutboundFile,
  buildOutboundMessage,
  createRecordingContext,
  type RecordingContext,
} from "../../connector-bench.ts";
import { moderatePost } from "../moderate.ts";
import { sendMessage } from "./send.ts";

let simulator: XSimulator;
let account: Account;
let context: RecordingContext;
beforeEach(async () => {
  simulator = new XSimulator({ seed: 3 });
  await simulator.start();
  account = simulator.addAccount("Lamp Shop", "lampshop");
  context = createRecordingContext({ patient: true });
});
afterEach(async () => {
  await context.stop();
  await simulator.stop();
});

function channelOf(changes: Partial<XSettings> = {}): ChannelForConnector<XSettings> {
  const { consumerKey, consumerSecret } = simulator.world;
  const told = { id: account.person.id, name: "Lamp Shop", handle: "lampshop" };
  return {
    ...{ id: "channel-1", organizationId: "organization-1", endpointId: "endpoint-1", platform: "x", name: "Lamps" },
    externalId: account.person.id,
    settings: { ...xSettings.parse({ consumerKey, apiUrl: simulator.apiUrl, account: told }), ...changes },
    secrets: { accessToken: account.token, accessTokenSecret: account.tokenSecret },
    endpointSecrets: { consumerSecret: [consumerSecret] },
  };
}

const publicly = (answers: string, changes: object = {}) =>
  buildOutboundMessage({
    ...{
      clientRef: uuidV7(),
      visibility: "public",
      text: "It is.",
      lastInbound: { externalId: answers, context: {}, at: 1 },
    },
    ...changes,
  });

describe("what X refuses", () => {
  const send = async (status: number, kind: string, detail: string) => {
    const question = simulator.person("Zoé", `zoe${simulator.people().length}`).post("@lampshop ?");
    simulator.world.misbehave("POST /2/tweets", { type: "refused", status, kind, detail });
    return await sendMessage(publicly(question.id), channelOf(), context.ctx);
  };

  test.each([
    [401, "about:blank", "Unauthorized", "auth_expired", /keys or the account’s token|token/],
    [
      403,
      "about:blank",
      "You are not allowed to create a Tweet with duplicate content.",
      "invalid_content",
      /same words twice/,
    ],
    [403, "usage-capped", "Usage cap exceeded: Monthly product cap", "policy", /can be bought/],
    [402, "credits-depleted", "No credits", "policy", /can be bought/],
    [403, "client-forbidden", "Your app may not do this", "permission", /Your app may not do this/],
    [404, "resource-not-found", "Not found", "invalid_content", /gone from X/],
    [400, "invalid-request", "One of your parameters is wrong", "invalid_content", /parameters is wrong/],
    [503, "about:blank", "Over capacity", "retryable", /trouble/],
  ])("%i %s: %s is %s", async (status, kind, detail, expected, words) => {
    const sent = await send(status, kind, detail);
    expect(sent).toMatchObject({ ok: false, error: { kind: expected, message: expect.stringMatching(words) } });
  });

  test("I9 too much of one method waits until its own moment; another method goes on", async () => {
    const zoe = simulator.person("Zoé", "zoem");
    const question = zoe.post("@lampshop ?");
    simulator.limits.limits.set("POST tweets", 1);
    expect((await sendMessage(publicly(question.id), channelOf(), context.ctx)).ok).toBe(true);
    const limited = await sendMessage(publicly(question.id, { text: "More" }), channelOf(), context.ctx);
    expect(limited).toMatchObject({ ok: false, error: { kind: "rate_limited" } });
    const wait = limited.ok ? 0 : (limited.error.retryAfterMs ?? 0);
    expect(wait).toBeGreaterThan(14 * 60_000);
    expect(wait).toBeLessThanOrEqual(15 * 60_000 + 2000);
    zoe.write(account, "Hello");
    const direct = buildOutboundMessage({ to: { externalId: zoe.person.id, displayName: "Zoé" } });
    expect((await sendMessage(direct, channelOf(), context.ctx)).ok).toBe(true);
  });

  test("the same words under the same post are told apart from a send that is there already", async () => {
    const question = simulator.person("Zoé", "zoem").post("@lampshop ?");
    const message = publicly(question.id);
    expect((await sendMessage(message, channelOf(), context.ctx)).ok).toBe(true);
    // The same message once more: it is there.
    const [posted] = simulator.world.posts.filter((one) => one.by === account.person);
    expect(await sendMessage(message, channelOf(), context.ctx)).toEqual({ ok: true, externalId: posted?.id });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const other = await sendMessage(publicly(question.id), channelOf(), context.ctx);
    expect(other).toMatchObject({
      ok: false,
      error: { kind: "invalid_content", message: expect.stringMatching(/same words/) },
    });
    expect(simulator.world.posts.filter((one) => one.by === account.person)).toHaveLength(1);
  });

  test("what is not there cannot be answered, and an empty post is none", async () => {
    const nowhere = publicly("", { lastInbound: undefined });
    expect(await sendMessage(nowhere, channelOf(), context.ctx)).toMatchObject({ error: { code: "no_post" } });
    const empty = publicly("123", { text: "" });
    expect(await sendMessage(empty, channelOf(), context.ctx)).toMatchObject({ error: { code: "nothing_to_send" } });
    const gone = await sendMessage(publicly("123"), channelOf(), context.ctx);
    expect(gone).toMatchObject({ ok: false, error: { kind: "invalid_content" } });
  });

  test("a file that X will not have is told as such, and nothing is posted", async () => {
    const question = simulator.person("Zoé", "zoem").post("@lampshop ?");
    const file = buildOutboundFile(Buffer.alloc(6 * 1024 * 1024), { type: "image/png" });
    const sent = await sendMessage(publicly(question.id, { files: [file] }), channelOf(), context.ctx);
    expect(sent).toMatchObject({
      ok: false,
      error: { kind: "invalid_content", message: expect.stringMatching(/too large/) },
    });
    expect(simulator.world.posts).toHaveLength(1);
  });
});

test("S41 a wrong secret opens nothing, and stands in no answer", async () => {
  const question = simulator.person("Zoé", "zoem").post("@lampshop ?");
  const channel = {
    ...channelOf(),
    secrets: { accessToken: account.token, accessTokenSecret: "wrong-secret-0123456789" },
  };
  const sent = await sendMessage(publicly(question.id), channel, context.ctx);
  expect(sent).toMatchObject({ ok: false, error: { kind: "auth_expired" } });
  expect(JSON.stringify(sent)).not.toContain("wrong-secret");
});

test("W163 what is gone counts as deleted; what somebody else wrote does not", async () => {
  const post = simulator.person("Zoé", "zoem").post("@lampshop ?");
  expect(await moderatePost("999", "delete", channelOf(), context.ctx)).toEqual({ ok: true });
  expect(await moderatePost(post.id, "delete", channelOf(), context.ctx)).toMatchObject({
    ok: false,
    error: { kind: "permission" },
  });
  expect(await moderatePost("../1", "like", channelOf(), context.ctx)).toMatchObject({
    ok: false,
    error: { code: "no_post" },
  });
});
