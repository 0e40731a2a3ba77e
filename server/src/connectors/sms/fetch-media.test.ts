import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createRecordingContext, startHttpPeer } from "../connector-bench.ts";
import { fetchMedia } from "./fetch-media.ts";
import { openSmsBench, type SmsBench } from "./sms.test-kit.ts";

let bench: SmsBench;
let context: ReturnType<typeof createRecordingContext>;
beforeEach(async () => {
  bench = await openSmsBench();
  context = createRecordingContext({ patient: true });
});
afterEach(async () => {
  await context.stop();
  await bench.simulator.stop();
});

const fetchFile = async (ref: string, channel = bench.channel()) =>
  await fetchMedia({ kind: "image", ref, name: "mms-1.png", type: "image/png" }, channel, context.ctx);

async function sentFile(): Promise<string> {
  const message = await bench.zoe.sendFiles("", [{ bytes: Buffer.from("a picture"), type: "image/png" }]);
  const [media] = message.media;
  return `${bench.simulator.apiUrl}/2010-04-01/Accounts/${bench.account.sid}/Messages/${message.sid}/Media/${media?.sid}`;
}

describe("files of contacts", () => {
  test("W47 come with their bytes, by a redirect to the storage", async () => {
    const media = await fetchFile(await sentFile());
    if (!media.ok || !("stream" in media)) throw new Error("No stream.");
    expect(media).toMatchObject({ name: "mms-1.png", type: "image/png" });
    const chunks: Buffer[] = [];
    for await (const chunk of media.stream) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).toString()).toBe("a picture");
  });

  test("S7 credentials go to the API and not along to its storage, nor to any other host", async () => {
    await fetchFile(await sentFile());
    expect(bench.account.received).toMatchObject([{ user: bench.account.sid, status: 302 }]);
    expect(bench.simulator.leaks).toEqual([]);
    const peer = await startHttpPeer("x");
    for (const ref of [
      `${peer.url}/m`,
      "https://elsewhere.example/m",
      "file:///etc/passwd",
      "",
      "http://api.twilio.com.evil.example/",
    ])
      expect(await fetchFile(ref)).toMatchObject({ ok: false, error: { code: "foreign_host" } });
    expect(peer.received).toEqual([]);
    await peer.stop();
  });

  test("I8 what is gone is asked for again, what is refused is said", async () => {
    const gone = (await sentFile()).replace(/\w+$/, "MEgone");
    expect(await fetchFile(gone)).toMatchObject({ ok: false, error: { kind: "retryable", code: "http_404" } });
    const refused = await fetchFile(await sentFile(), bench.channel({}, { authToken: "another token altogether" }));
    expect(refused).toMatchObject({ ok: false, error: { kind: "auth_expired" } });
  });
});
