import { describe, expect, test } from "vitest";
import { errorOfCode } from "../calling/send-error.ts";
import { buildFile, HOUR_MS, ref, useScene } from "../scene.test-kit.ts";
import { planSends } from "./plan-sends.ts";

const scene = useScene();

describe("what it becomes", () => {
  test("pictures, voices and films are uploaded, whatever else is a card that leads to it", async () => {
    const files = [
      buildFile("image/png", "été.png"),
      buildFile("audio/mpeg", "words.mp3"),
      buildFile("video/mp4", "film.mp4"),
      buildFile("application/pdf", "invoice.pdf", 204_800),
    ];
    expect(await scene().send({ text: "看 “é”", files })).toEqual({ ok: true });
    expect(
      scene()
        .seen()
        .map(({ content }) => content.type),
    ).toEqual(["text", "image", "voice", "video", "news"]);
    expect(scene().seen()[0]?.content.content).toBe("看 “é”");
    expect(scene().seen()[4]?.content.articles).toEqual([
      { title: "invoice.pdf", description: "200 kB", url: "https://guichet.example/files/abc?lasting" },
    ]);
    const uploaded = scene().account.world.media.find(String(scene().seen()[1]?.content.media_id), scene().now);
    expect(uploaded).toMatchObject({ type: "image", name: "image.png", contentType: "image/png" });
  });

  test("a sound that WeChat finds too long is a card as well", async () => {
    scene().account.misbehave("media/upload", { type: "refused", errcode: 45007, errmsg: "playtime out of limit" });
    expect(await scene().send({ files: [buildFile("audio/mpeg", "words.mp3")] })).toEqual({ ok: true });
    expect(scene().seen()).toMatchObject([{ content: { type: "news", articles: [{ title: "words.mp3" }] } }]);
  });

  test("a text is counted in bytes and cut between characters; what is too large for WeChat is a card", () => {
    const family = "👨‍👩‍👧‍👦";
    const pieces = planSends({ text: family.repeat(200), files: [] });
    expect(pieces.length).toBeGreaterThan(2);
    for (const piece of pieces) {
      const text = piece.type === "text" ? piece.text : "";
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
      expect(text.replaceAll(family, "")).toBe("");
    }
    const large = [
      buildFile("image/jpeg", "a.jpg", 11 * 1024 * 1024),
      buildFile("audio/mpeg", "a.mp3", 3 * 1024 * 1024),
    ];
    expect(planSends({ text: "", files: large }).map(({ type }) => type)).toEqual(["link", "link"]);
  });

  test("what has left of a message is not sent again, until all of it has", async () => {
    const text = `${"a".repeat(2000)}\n\n${"b".repeat(2000)}`;
    scene().context.values.set(`sent:${ref}`, "[1]");
    expect(await scene().send({ text, clientRef: ref })).toEqual({ ok: true });
    expect(await scene().send({ text, clientRef: ref })).toEqual({ ok: true });
    expect(
      scene()
        .seen()
        .map(({ content }) => String(content.content).charAt(0)),
    ).toEqual(["b", "a", "b"]);
  });
});

describe("what WeChat refuses", () => {
  test("W94 after 48 hours, and after five messages, the contact has to write first", async () => {
    for (const text of ["1", "2", "3", "4", "5"]) expect(await scene().send({ text })).toEqual({ ok: true });
    expect(await scene().send({ text: "6" })).toMatchObject({ error: { kind: "policy", code: "errcode_45047" } });
    scene().li.write("在吗？");
    expect(await scene().send({ text: "6" })).toEqual({ ok: true });
    scene().now += 48 * HOUR_MS + 1;
    expect(await scene().send({ text: "7" })).toMatchObject({
      error: { kind: "window_closed", code: "errcode_45015" },
    });
  });

  test("I9 once the day's calls are used up, a message waits for the next midnight in China", async () => {
    scene().now = Date.parse("2026-11-22T14:30:00Z");
    scene().li.write("在吗？");
    scene().account.world.day.useUp(scene().now);
    expect(await scene().send({ text: "1" })).toMatchObject({
      error: { kind: "rate_limited", code: "errcode_45009", retryAfterMs: 1.5 * HOUR_MS },
    });
    scene().now += 1.5 * HOUR_MS - 1;
    expect(await scene().send({ text: "1" })).toMatchObject({ error: { kind: "rate_limited", retryAfterMs: 1 } });
    scene().now += 1;
    expect(await scene().send({ text: "1" })).toEqual({ ok: true });
    scene().account.misbehave("message/custom/send", { type: "refused", errcode: 45009, errmsg: "" });
    expect(await scene().send({ text: "2" })).toMatchObject({ error: { retryAfterMs: 24 * HOUR_MS } });
  });

  test("whoever does not follow, and strangers, cannot be reached; nothing is nothing", async () => {
    scene().li.unfollow();
    expect(await scene().send({ text: "hi" })).toMatchObject({
      ok: false,
      error: { kind: "recipient_unavailable", code: "errcode_43004" },
    });
    const stranger = { externalId: "o_stranger", displayName: "" };
    expect(await scene().send({ to: stranger, text: "hi" })).toMatchObject({ error: { code: "errcode_40003" } });
    expect(await scene().send({})).toMatchObject({ ok: false, error: { code: "nothing_to_send" } });
  });

  test("I6 an answer that never came is unknown, and so is a proxy's page; an upload is simply made again", async () => {
    scene().account.misbehave("message/custom/send", { type: "done_but_silent" });
    expect(await scene().send({ text: "hi" })).toMatchObject({ error: { kind: "outcome_unknown" } });
    scene().account.misbehave("message/custom/send", { type: "html_502" });
    expect(await scene().send({ text: "hi" })).toMatchObject({ error: { kind: "outcome_unknown" } });
    scene().account.misbehave("media/upload", { type: "done_but_silent" });
    expect(await scene().send({ files: [buildFile("image/png", "a.png")] })).toMatchObject({
      error: { kind: "retryable" },
    });
    const gone = { ...buildFile("image/png", "a.png"), open: () => Promise.reject(new Error("gone")) };
    expect(await scene().send({ files: [gone] })).toMatchObject({
      error: { kind: "invalid_content", code: "no_file" },
    });
    expect(scene().seen()).toHaveLength(1);
  });

  test.each([
    [-1, "retryable"],
    [40003, "recipient_unavailable"],
    [43004, "recipient_unavailable"],
    [45002, "too_large"],
    [45009, "rate_limited"],
    [45011, "rate_limited"],
    [45015, "window_closed"],
    [45047, "policy"],
    [48001, "permission"],
    [50002, "permission"],
    [99_999, "invalid_content"],
  ])("code %i, though HTTP says 200, is %s", async (errcode, kind) => {
    scene().account.misbehave("message/custom/send", { type: "refused", errcode, errmsg: "in their words" });
    expect(await scene().send({ text: "hi" })).toMatchObject({
      ok: false,
      error: { kind, code: `errcode_${errcode}` },
    });
    expect(errorOfCode(errcode, "", 0).message).not.toBe("");
    expect(scene().seen()).toEqual([]);
  });
});
