import { facebookSettings } from "@guichet/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FacebookPage, FacebookPages } from "../../../../../simulator/src/facebook/facebook-pages.ts";
import type { Comment, Post } from "../../../../../simulator/src/facebook/page-world.ts";
import type { Acts } from "../../../../../simulator/src/facebook/person-acts.ts";
import { GraphRefusal } from "../../../../../simulator/src/meta/graph-refusal.ts";
import { MetaSimulator } from "../../../../../simulator/src/meta/meta-simulator.ts";
import type { OutboundMessage } from "../../connector.ts";
import { buildOutboundFile, buildOutboundMessage, createRecordingContext } from "../../connector-bench.ts";
import { planSends } from "../../meta/sending/plan-sends.ts";
import { createFacebookConnector } from "../connector.ts";

const connector = createFacebookConnector();
const HOUR_MS = 3_600_000;
let now = Date.parse("2026-11-22T16:00:00Z");
let meta: MetaSimulator;
let page: FacebookPage;
let zoe: Acts;
let post: Post;
let comment: Comment;
let context: ReturnType<typeof createRecordingContext>;
beforeEach(async () => {
  now = Date.parse("2026-11-22T16:00:00Z");
  meta = new MetaSimulator({ now: () => now });
  await meta.start();
  page = new FacebookPages(meta).addPage(meta.addApp("Care"), "Lamp Shop");
  zoe = page.person({ firstName: "Zoé", lastName: "Martin" });
  zoe.write("Bonjour");
  post = page.post("Our lamps");
  comment = zoe.comment(post, "?");
  context = createRecordingContext({ patient: true, now: () => now });
});
afterEach(async () => {
  await context.stop();
  await meta.stop();
});

const file = (type: string, name: string) => buildOutboundFile(Buffer.from(name), { type, name, size: 10 });
const send = async (changes: Partial<OutboundMessage>, replyWindowHours = 24) => {
  const { app, token, id } = page.world;
  return await connector.send(
    buildOutboundMessage({ to: { externalId: zoe.person.psid, displayName: "Zoé" }, text: "", ...changes }),
    {
      ...{ id: "channel", organizationId: "o", endpointId: "e", platform: "facebook", externalId: id, name: "Lamps" },
      settings: facebookSettings.parse({ appId: app.id, graphUrl: meta.graphUrl, replyWindowHours }),
      secrets: { pageToken: token },
      endpointSecrets: { appSecret: [app.secret] },
    },
    context.ctx,
  );
};
const sent = () => page.world.messages.filter(({ mine }) => !mine);
const calls = (edge: string) => page.world.app.received.filter(({ path }) => path.at(-1) === edge);
const refuse = (edge: string, code: number, subcode?: number) =>
  page.world.app.misbehave(edge, {
    type: "refused",
    refusal: new GraphRefusal({ code, message: "No", ...(subcode === undefined ? {} : { subcode }) }),
  });

describe("W94 time for replies", () => {
  test("W94 within 24 hours a response, after it a person's with Human Agent, after seven days nothing", async () => {
    page.world.humanAgent = true;
    const lastWroteAt = now;
    now += 23 * HOUR_MS;
    expect(await send({ text: "1", lastWroteAt }, 168)).toMatchObject({ ok: true });
    now += 2 * HOUR_MS;
    expect(await send({ text: "2", lastWroteAt }, 168)).toMatchObject({ ok: true });
    expect(sent().map(({ tag }) => tag)).toEqual([undefined, "HUMAN_AGENT"]);
    now += 7 * 24 * HOUR_MS;
    expect(await send({ text: "3", lastWroteAt }, 168)).toMatchObject({ ok: false, error: { kind: "window_closed" } });
  });

  test("W94 without the feature, or from a machine, it is refused after 24 hours", async () => {
    page.world.humanAgent = true;
    const lastWroteAt = now;
    now += 25 * HOUR_MS;
    const closed = { ok: false, error: { kind: "window_closed", code: "10/2018278" } };
    expect(await send({ text: "1", lastWroteAt })).toMatchObject(closed);
    expect(await send({ text: "2", lastWroteAt, automatic: true }, 168)).toMatchObject(closed);
    expect(sent()).toEqual([]);
  });

  test("W94 a clock that differs from Facebook's costs a second call, not the reply", async () => {
    page.world.humanAgent = true;
    const lastWroteAt = now + 60_000;
    now += 24 * HOUR_MS + 30_000;
    expect(await send({ text: "1", lastWroteAt }, 168)).toMatchObject({ ok: true });
    expect(calls("messages")).toHaveLength(2);
    expect(sent()).toMatchObject([{ tag: "HUMAN_AGENT" }]);
  });
});

describe("files and pieces", () => {
  test.each([
    ["image/png", "image"],
    ["video/mp4", "video"],
    ["audio/mpeg", "audio"],
    ["application/pdf", "file"],
  ])("%s travels as %s, uploaded first", async (type, kind) => {
    const result = await send({ files: [file(type, "a é.bin")] });
    expect(result).toEqual({ ok: true, externalId: sent()[0]?.mid });
    expect(sent()).toMatchObject([{ shared: [{ type: kind }], text: "" }]);
    expect(page.world.files.get(sent()[0]?.shared[0]?.file ?? "")).toMatchObject({ name: "a é.bin" });
  });

  test("a picture above 8 MB is a file; files come before the text", () => {
    const big = buildOutboundFile(new Uint8Array(1), { type: "image/png", size: 9 * 1024 * 1024 });
    expect(planSends({ text: "x", files: [big] }, "facebook")).toMatchObject([
      { type: "file", kind: "file" },
      { type: "text" },
    ]);
  });

  test("I6 what was sent is not sent again; the last piece alone carries our id as it is", async () => {
    const text = `${"a".repeat(1900)}\n\n${"b".repeat(1900)}\n\n${"c".repeat(1900)}`;
    const clientRef = "01936f2e-7c1a-7b3c-8d4e-000000000001";
    expect(await send({ clientRef, text })).toMatchObject({ ok: true, externalId: sent()[2]?.mid });
    const marks = calls("messages").map(({ fields }) => Reflect.get(Object(fields.message), "metadata"));
    expect(marks).toEqual([`${clientRef}#1`, `${clientRef}#2`, clientRef]);
    const second = "01936f2e-7c1a-7b3c-8d4e-000000000002";
    context.values.set(`sent:${second}`, JSON.stringify(["m_0"]));
    page.world.app.misbehave("messages", { type: "done_but_silent" });
    expect(await send({ clientRef: second, text })).toMatchObject({ ok: false, error: { kind: "outcome_unknown" } });
    expect(sent().slice(3)).toMatchObject([{ text: expect.stringMatching(/^b/) }]);
  });

  test("a file that cannot be read is said, and an upload whose answer was lost is tried again", async () => {
    const gone = { ...file("image/png", "1.png"), open: () => Promise.reject(new Error("the file is gone")) };
    expect(await send({ files: [gone] })).toMatchObject({ ok: false, error: { code: "no_file" } });
    page.world.app.misbehave("message_attachments", { type: "done_but_silent" });
    expect(await send({ files: [file("image/png", "1.png")] })).toMatchObject({
      ok: false,
      error: { kind: "retryable" },
    });
    expect(sent()).toEqual([]);
  });

  test("a message that is gone is answered without it", async () => {
    const { mid } = page.world.messages[0] ?? { mid: "" };
    expect(await send({ text: "1", replyTo: { externalId: mid, context: {} } })).toMatchObject({ ok: true });
    expect(await send({ text: "2", replyTo: { externalId: "m_gone", context: {} } })).toMatchObject({ ok: true });
    expect(sent().map(({ replyTo }) => replyTo)).toEqual([mid, undefined]);
  });
});

describe("in public", () => {
  const answering = { visibility: "public", to: { externalId: "9100000000000501", displayName: "Zoé" } } as const;
  const lastInbound = () => ({ externalId: comment.id, context: {}, at: now });

  test("it stands under the comment that is answered, else under the latest, else under the post", async () => {
    const other = zoe.comment(post, "??");
    const under = { ...answering, lastInbound: lastInbound(), threadKey: post.id };
    await send({ ...under, text: "1", replyTo: { externalId: other.id, context: {} } });
    await send({ ...under, text: "2" });
    await send({ ...answering, text: "3", threadKey: post.id });
    const own = page.world.comments.filter(({ by }) => by === undefined);
    expect(own.map(({ parent }) => parent?.id)).toEqual([other.id, comment.id, undefined]);
    expect(sent()).toEqual([]);
  });

  test("one picture goes with it; anything else is refused before it leaves", async () => {
    const under = { ...answering, lastInbound: lastInbound() };
    expect(await send({ ...under, text: "", files: [file("image/png", "1.png")] })).toMatchObject({ ok: true });
    expect(page.world.comments.at(-1)).toMatchObject({ message: "", photo: expect.any(String) });
    const calls = page.world.app.received.length;
    for (const files of [[file("application/pdf", "a.pdf")], [file("image/png", "1"), file("image/png", "2")]])
      expect(await send({ ...under, text: "x", files })).toMatchObject({
        ok: false,
        error: { kind: "invalid_content" },
      });
    expect(await send({ ...answering, text: "x" })).toMatchObject({ ok: false, error: { code: "no_comment" } });
    expect(await send({ ...answering, text: "x", threadKey: "a/../b" })).toMatchObject({
      error: { code: "no_comment" },
    });
    expect(page.world.app.received).toHaveLength(calls);
  });

  test("a comment that is gone is said", async () => {
    comment.deleted = true;
    expect(await send({ ...answering, lastInbound: lastInbound(), text: "x" })).toMatchObject({
      ok: false,
      error: { kind: "invalid_content", message: expect.stringContaining("gone") },
    });
  });
});

describe("W93 private replies", () => {
  test("W93 the person's other id is told; a second one is refused", async () => {
    const privateReplyTo = { externalId: comment.id, at: now };
    const to = { externalId: zoe.person.userId, displayName: "Zoé" };
    expect(await send({ to, privateReplyTo, text: "1" })).toMatchObject({ ok: true, recipient: zoe.person.psid });
    expect(await send({ to, privateReplyTo, text: "2" })).toMatchObject({
      ok: false,
      error: { kind: "policy", code: "10900" },
    });
    const long = await send({ to, privateReplyTo, text: "x".repeat(2001) });
    expect(long).toMatchObject({ ok: false, error: { code: "one_message" } });
  });

  test("W93 what stands on the wall is answered by its post", async () => {
    const wall = zoe.post("Bravo");
    const sentTo = await send({ privateReplyTo: { externalId: wall.id, at: now }, text: "Merci" });
    expect(sentTo).toMatchObject({ ok: true });
    expect(calls("messages").at(-1)?.fields.recipient).toEqual({ post_id: wall.id });
  });
});

test.each([
  [10, 2_018_278, "window_closed"],
  [10, 2_018_108, "recipient_unavailable"],
  [551, undefined, "recipient_unavailable"],
  [200, 1_545_041, "recipient_unavailable"],
  [100, 2_018_001, "recipient_unavailable"],
  [100, 2_018_109, "too_large"],
  [100, 2_018_008, "invalid_content"],
  [200, 2_018_028, "permission"],
  [10, 2_018_300, "permission"],
  [10, undefined, "permission"],
  [613, undefined, "rate_limited"],
  [4, 2_018_022, "rate_limited"],
  [80_001, undefined, "rate_limited"],
  [1200, undefined, "retryable"],
  [2, undefined, "retryable"],
  [1, undefined, "retryable"],
  [1, 1_357_046, "outcome_unknown"],
  [190, 463, "auth_expired"],
  [368, undefined, "policy"],
  [10_900, undefined, "policy"],
  [100, undefined, "invalid_content"],
] as const)("code %s with subcode %s means %s", async (code, subcode, kind) => {
  refuse("messages", code, subcode);
  expect(await send({ text: "x" })).toMatchObject({ ok: false, error: { kind } });
  expect(sent()).toEqual([]);
});

test("a Page that Facebook has restricted rests half an hour", async () => {
  refuse("messages", 10, 1_893_063);
  expect(await send({ text: "x" })).toMatchObject({ error: { kind: "rate_limited", retryAfterMs: 1_800_000 } });
});
