import { instagramSettings } from "@guichet/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type InstagramAccount, InstagramAccounts } from "../../../../../simulator/src/instagram/instagram-accounts.ts";
import type { Comment, Published } from "../../../../../simulator/src/instagram/instagram-world.ts";
import type { Acts } from "../../../../../simulator/src/instagram/person-acts.ts";
import { GraphRefusal } from "../../../../../simulator/src/meta/graph-refusal.ts";
import { MetaSimulator } from "../../../../../simulator/src/meta/meta-simulator.ts";
import type { OutboundMessage } from "../../connector.ts";
import {
  buildOutboundFile,
  buildOutboundMessage,
  createRecordingContext,
  type RecordingContext,
} from "../../connector-bench.ts";
import { planSends } from "../../meta/sending/plan-sends.ts";
import { createInstagramConnector } from "../connector.ts";
import { fetchContent } from "../fetch-content.ts";
import { fetchPost } from "../fetch-post.ts";
import { fetchProfile } from "../fetch-profile.ts";

const connector = createInstagramConnector();
const HOUR_MS = 3_600_000;
const PNG = Buffer.from("not a picture, but nobody looks");
let now = 0;
let meta: MetaSimulator;
let account: InstagramAccount;
let zoe: Acts;
let post: Published;
let comment: Comment;
let context: RecordingContext;
beforeEach(async () => {
  now = Date.parse("2026-11-22T16:00:00Z");
  meta = new MetaSimulator({ now: () => now });
  await meta.start();
  account = new InstagramAccounts(meta).addAccount(meta.addApp("Care"), "lamp_shop");
  zoe = account.person({ username: "zoe.m", name: "Zoé Martin" });
  zoe.write("Bonjour");
  post = account.publish("Our lamps");
  comment = zoe.comment(post, "?");
  context = createRecordingContext({ patient: true, now: () => now });
});
afterEach(async () => {
  await context.stop();
  await meta.stop();
});

const channel = (replyWindowHours = 24) => {
  const { app, token, id, username } = account.world;
  return {
    ...{ id: "channel", organizationId: "o", endpointId: "e", platform: "instagram" as const, externalId: id },
    name: "Lamps",
    settings: instagramSettings.parse({
      ...{ appId: app.id, graphUrl: meta.graphUrl, replyWindowHours, account: { id, username, pageId: null } },
    }),
    secrets: { token },
    endpointSecrets: { appSecret: [app.secret] },
  };
};
const send = async (changes: Partial<OutboundMessage>, replyWindowHours = 24) =>
  await connector.send(
    buildOutboundMessage({ to: { externalId: zoe.person.igsid, displayName: "Zoé" }, text: "", ...changes }),
    channel(replyWindowHours),
    context.ctx,
  );
/** As it lies where Instagram may fetch it. */
const file = (type: string, bytes = PNG) => {
  const id = account.world.keepFile({ bytes, name: "a.bin", type });
  return {
    ...buildOutboundFile(bytes, { type, name: "a.bin", size: bytes.length }),
    url: account.world.files.addressOf(id),
  };
};
const sent = () => account.world.messages.filter(({ mine }) => !mine);
const calls = (edge: string) => account.world.app.received.filter(({ path }) => path.at(-1) === edge);

describe("W94 time for replies", () => {
  test("W94 within 24 hours a response, after it a person's with Human Agent, after seven days nothing", async () => {
    account.world.humanAgent = true;
    const lastWroteAt = now;
    now += 23 * HOUR_MS;
    expect(await send({ text: "1", lastWroteAt }, 168)).toMatchObject({ ok: true });
    now += 2 * HOUR_MS;
    expect(await send({ text: "2", lastWroteAt }, 168)).toMatchObject({ ok: true });
    expect(sent().map(({ tag }) => tag)).toEqual([undefined, "HUMAN_AGENT"]);
    now += 7 * 24 * HOUR_MS;
    const late = { ok: false, error: { kind: "window_closed", code: "10/2534022" } };
    expect(await send({ text: "3", lastWroteAt }, 168)).toMatchObject(late);
  });

  test("W94 without the feature, or from a machine, it is refused after 24 hours", async () => {
    account.world.humanAgent = true;
    const lastWroteAt = now;
    now += 25 * HOUR_MS;
    const closed = { ok: false, error: { kind: "window_closed" } };
    expect(await send({ text: "1", lastWroteAt })).toMatchObject(closed);
    expect(await send({ text: "2", lastWroteAt, automatic: true }, 168)).toMatchObject(closed);
    expect(sent()).toEqual([]);
  });

  test("W94 a clock that differs from Instagram's costs a second call, not the reply", async () => {
    account.world.humanAgent = true;
    const lastWroteAt = now + 60_000;
    now += 24 * HOUR_MS + 30_000;
    expect(await send({ text: "1", lastWroteAt }, 168)).toMatchObject({ ok: true });
    expect(calls("messages")).toHaveLength(2);
  });
});

describe("files and pieces", () => {
  test.each([
    ["image/png", "image"],
    ["video/mp4", "video"],
    ["audio/mpeg", "audio"],
    ["application/pdf", "file"],
  ])("%s travels as %s, fetched from its address", async (type, kind) => {
    const given = file(type, type === "application/pdf" ? Buffer.from("%PDF-1.4") : PNG);
    expect(await send({ files: [given] })).toEqual({ ok: true, externalId: sent()[0]?.mid });
    expect(sent()).toMatchObject([{ shared: [{ type: kind }], text: "" }]);
  });

  test("what cannot be fetched, is too large or of another kind is said", async () => {
    const gone = { ...file("image/png"), url: `${meta.graphUrl}/cdn/1/2` };
    expect(await send({ files: [gone] })).toMatchObject({ ok: false, error: { code: "100/2018008" } });
    const large = file("video/mp4", Buffer.alloc(25 * 1024 * 1024 + 1));
    expect(await send({ files: [large] })).toMatchObject({ ok: false, error: { kind: "too_large" } });
    expect(await send({ files: [file("text/plain")] })).toMatchObject({
      ok: false,
      error: { kind: "invalid_content" },
    });
    expect(sent()).toEqual([]);
  });

  test("W91 a text is counted in bytes: 1000 is one message, one more is two", () => {
    const textOf = (text: string) => planSends({ text, files: [] }, "instagram").length;
    expect(textOf("é".repeat(500))).toBe(1);
    expect(textOf(`${"é".repeat(250)} ${"é".repeat(250)}`)).toBe(2);
    expect(textOf("👩‍👩‍👧‍👦".repeat(40))).toBe(1);
    expect(textOf("👩‍👩‍👧‍👦".repeat(41))).toBe(2);
  });

  test("I6 what was sent is not sent again", async () => {
    const text = `${"a".repeat(900)}\n\n${"b".repeat(900)}\n\n${"c".repeat(900)}`;
    const clientRef = "01936f2e-7c1a-7b3c-8d4e-000000000002";
    context.values.set(`sent:${clientRef}`, JSON.stringify(["m_0"]));
    account.world.app.misbehave("messages", { type: "done_but_silent" });
    expect(await send({ clientRef, text })).toMatchObject({ ok: false, error: { kind: "outcome_unknown" } });
    expect(sent()).toMatchObject([{ text: expect.stringMatching(/^b/) }]);
  });

  test("a message that is gone is answered without it", async () => {
    const { mid } = account.world.messages[0] ?? { mid: "" };
    expect(await send({ text: "1", replyTo: { externalId: mid, context: {} } })).toMatchObject({ ok: true });
    expect(await send({ text: "2", replyTo: { externalId: "m_gone", context: {} } })).toMatchObject({ ok: true });
    expect(sent().map(({ replyTo }) => replyTo)).toEqual([mid, undefined]);
  });
});

describe("in public", () => {
  const answering = () => ({
    visibility: "public" as const,
    to: { externalId: zoe.person.userId, displayName: "Zoé" },
  });
  const of = ({ id, parent }: Comment) => ({
    ...{ externalId: id, at: now },
    context: { item: "comment", ...(parent === undefined ? {} : { parent: parent.id }) },
  });

  test("it stands under the comment that is answered, beside an answer, else under the post", async () => {
    const inner = zoe.comment(post, "??", comment);
    await send({ ...answering(), text: "1", replyTo: of(comment) });
    await send({ ...answering(), text: "2", lastInbound: of(inner) });
    await send({ ...answering(), text: "3", threadKey: post.id });
    const own = account.world.comments.filter(({ by }) => by === undefined);
    expect(own.map(({ parent }) => parent?.id)).toEqual([comment.id, comment.id, undefined]);
    expect(sent()).toEqual([]);
  });

  test("words alone, and only where there is something to answer; nothing leaves otherwise", async () => {
    const before = account.world.app.received.length;
    const refused = { ok: false, error: { kind: "invalid_content" } };
    expect(await send({ ...answering(), text: "x", files: [file("image/png")], replyTo: of(comment) })).toMatchObject(
      refused,
    );
    expect(await send({ ...answering(), text: "x" })).toMatchObject(refused);
    expect(await send({ ...answering(), text: "x", threadKey: "a/../b" })).toMatchObject(refused);
    expect(account.world.app.received).toHaveLength(before);
  });

  test("a comment that is gone is said", async () => {
    comment.deleted = true;
    expect(await send({ ...answering(), text: "x", lastInbound: of(comment) })).toMatchObject({
      ...{ ok: false, error: { kind: "invalid_content", message: expect.stringContaining("gone") } },
    });
  });
});

test("W93 a private reply tells the person's other id; a second one, and one of two messages, are refused", async () => {
  const privateReplyTo = { externalId: comment.id, at: now };
  const to = { externalId: zoe.person.userId, displayName: "Zoé" };
  expect(await send({ to, privateReplyTo, text: "1" })).toMatchObject({ ok: true, recipient: zoe.person.igsid });
  expect(await send({ to, privateReplyTo, text: "2" })).toMatchObject({ error: { kind: "policy", code: "10900" } });
  const long = await send({ to, privateReplyTo, text: "é".repeat(501) });
  expect(long).toMatchObject({ ok: false, error: { code: "one_message" } });
});

test.each([
  [10, 2_534_022, "window_closed"],
  [551, 1_545_041, "recipient_unavailable"],
  [100, 2_534_014, "recipient_unavailable"],
  [100, 2_018_109, "too_large"],
  [10, 2_534_029, "rate_limited"],
  [100, 2_534_122, "rate_limited"],
  [10, undefined, "permission"],
  [613, undefined, "rate_limited"],
  [80_002, undefined, "rate_limited"],
  [1200, undefined, "retryable"],
  [1, 1_357_046, "outcome_unknown"],
  [190, 463, "auth_expired"],
  [368, undefined, "policy"],
  [10_903, undefined, "policy"],
  [100, undefined, "invalid_content"],
] as const)("code %s with subcode %s means %s", async (code, subcode, kind) => {
  account.world.app.misbehave("messages", {
    type: "refused",
    refusal: new GraphRefusal({ code, message: "No", ...(subcode === undefined ? {} : { subcode }) }),
  });
  const result = await send({ text: "x" });
  expect(result).toMatchObject({ ok: false, error: { kind } });
  if (subcode === 2_534_029) expect(result).toMatchObject({ error: { retryAfterMs: 1_800_000 } });
  expect(sent()).toEqual([]);
});

describe("what is asked for", () => {
  test("W87 a reel by its first picture, an advertisement as one, somebody else's by its mention", async () => {
    const reel = account.publish("Atelier", { kind: "REELS", picture: PNG });
    const found = await fetchPost(reel.id, channel(), context.ctx);
    expect(found).toMatchObject({
      ...{ ok: true, post: { text: "Atelier", dark: false, url: `https://www.instagram.com/reel/${reel.id}/` } },
    });
    expect(await fetchPost(`ad:${reel.id}`, channel(), context.ctx)).toMatchObject({ ok: true, post: { dark: true } });
    const theirs = zoe.publish("Merci @lamp_shop", { bytes: PNG, name: "a.png", type: "image/png" });
    expect(await fetchPost(theirs.id, channel(), context.ctx)).toMatchObject({ ok: false, error: { code: "100/33" } });
    expect(await fetchPost(`mention:${theirs.id}`, channel(), context.ctx)).toMatchObject({
      ...{ ok: true, post: { text: "@zoe.m\nMerci @lamp_shop", image: { kind: "image" } } },
    });
  });

  test("W160 a name, a picture and what is told of followers, or nothing where Instagram does not give it", async () => {
    expect(await fetchProfile(zoe.person.igsid, channel(), context.ctx)).toEqual({
      ok: true,
      profile: {
        ...{ displayName: "Zoé Martin", handle: "zoe.m" },
        attributes: { Followers: "120", Verified: "", "Follows the account": "✓", "Followed by the account": "" },
        photo: { ref: expect.stringContaining("/cdn/") },
      },
    });
    const faceless = account.person({ name: "Gus", username: "gus" });
    expect(await fetchProfile(faceless.person.igsid, channel(), context.ctx)).toMatchObject({
      profile: { photo: null },
    });
    zoe.person.consents = false;
    const refused = { ok: false, error: { kind: "permission" } };
    expect(await fetchProfile(zoe.person.igsid, channel(), context.ctx)).toMatchObject(refused);
  });

  test("I19 what became of a comment: of the account's own not its words, and nothing of what is no comment", async () => {
    const tell = async (key: string) => {
      const told = await fetchContent(key, channel(), context.ctx);
      const parsed: unknown = told.ok ? JSON.parse(Buffer.from(told.body).toString()) : undefined;
      return JSON.stringify(parsed);
    };
    comment.hidden = true;
    expect(await tell(comment.id)).toContain('"text":"?","hidden":true');
    await send({ visibility: "public", text: "Own", threadKey: post.id });
    expect(await tell(account.world.comments.at(-1)?.id ?? "")).not.toContain("Own");
    comment.deleted = true;
    expect(await tell(comment.id)).toContain('"gone":true');
    expect(await fetchContent("../me", channel(), context.ctx)).toMatchObject({ ok: false });
    account.world.app.endToken(account.world.token);
    expect(await fetchContent(comment.id, channel(), context.ctx)).toMatchObject({ error: { kind: "auth_expired" } });
  });
});
