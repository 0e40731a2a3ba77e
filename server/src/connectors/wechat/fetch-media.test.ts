import { describe, expect, test } from "vitest";
import type { Media } from "../connector.ts";
import { createRecordingContext } from "../connector-bench.ts";
import { HOUR_MS, useScene } from "./scene.test-kit.ts";

const scene = useScene();

describe("files of contacts", () => {
  const delivery = { id: "d", path: "", headers: {}, body: new Uint8Array(), receivedAt: 0 };
  const fetchFile = async (ref: string, kind: "image" | "video" = "image", ctx = scene().context.ctx) =>
    await scene().connector.fetchMedia?.(
      { kind, ref, name: "a", type: "image/jpeg" },
      scene().channel(),
      delivery,
      ctx,
    );
  const errorOf = (found: Media | undefined) => (found?.ok === false ? found.error : undefined);
  const mediaOf = (type: string) =>
    String(scene().li.sendFile({ bytes: Buffer.from("bytes"), type, name: "a" }).content.media_id);

  test("a picture's bytes come at once, a film's from another address, which the token is not shown to", async () => {
    const picture = await fetchFile(mediaOf("image/png"));
    expect(picture).toMatchObject({ ok: true, type: "image/png" });
    const film = await fetchFile(mediaOf("video/mp4"), "video");
    expect(film).toMatchObject({ ok: true, type: "video/mp4" });
    for (const found of [picture, film])
      if (found?.ok === true && "stream" in found) {
        const chunks = [];
        for await (const chunk of found.stream) chunks.push(Buffer.from(chunk));
        expect(Buffer.concat(chunks).toString()).toBe("bytes");
      }
  });

  test("JSON is a refusal: what is over is gone for good, a token that ended is replaced", async () => {
    const id = mediaOf("image/png");
    await fetchFile(id);
    scene().account.tokens.expire();
    expect(await fetchFile(id)).toMatchObject({ ok: true });
    scene().now += 73 * HOUR_MS;
    expect(errorOf(await fetchFile(id))).toMatchObject({ kind: "invalid_content", code: "errcode_40007" });
    scene().account.misbehave("media/get", { type: "html_502" });
    expect(errorOf(await fetchFile(id))).toMatchObject({ kind: "retryable" });
  });

  test("S6 never from a private address that nobody allowed", async () => {
    const id = mediaOf("image/png");
    await fetchFile(id);
    const strict = createRecordingContext({ allowPrivateHosts: [] });
    expect(errorOf(await fetchFile(id, "image", strict.ctx))?.code).toMatch(/^refused_/);
    await strict.stop();
  });
});
