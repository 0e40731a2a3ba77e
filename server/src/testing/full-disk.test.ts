import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { mayMount, mountSmallDisk, type SmallDisk } from "./small-disk.ts";
import { startTestApp, type TestApp } from "./test-app.ts";

const FILE = Buffer.alloc(64 * 1024, "x");

describe.runIf(mayMount())("F-07 I20 the disk of the data folder is full", () => {
  let disk: SmallDisk;
  let test: TestApp;
  let channelId: string;
  beforeAll(async () => {
    disk = mountSmallDisk(4);
    test = await startTestApp({ DATA_DIR: disk.path });
    const body = { platform: "messenger", name: "Chat" };
    const made = await test.call("POST", "/api/v1/channels", { as: test.admin, body });
    channelId = (made.body as { channel: { id: string } }).channel.id;
  });
  afterAll(async () => {
    await test.stop();
    disk.remove();
  });

  const octets = { "content-type": "application/octet-stream" };
  const byAgent = () => test.call("POST", "/api/v1/files?name=a.txt", { as: test.admin, raw: FILE, headers: octets });
  const visitor = async () => {
    const opened = await test.call("POST", `/messenger/${channelId}/sessions`, { body: {} });
    return { authorization: `Bearer ${(opened.body as { token: string }).token}` };
  };
  const byVisitor = (headers: Record<string, string>) =>
    test.call("POST", `/messenger/${channelId}/files?name=a.txt`, { raw: FILE, headers: { ...octets, ...headers } });
  const doors = [
    { whose: "an agent's", open: async () => byAgent },
    {
      whose: "a visitor's",
      open: async () => {
        const session = await visitor();
        return () => byVisitor(session);
      },
    },
  ];

  it.each(doors)(
    "$whose file is refused with 503 and the reason, leaves nothing behind, and is taken when there is room",
    async ({ open }) => {
      const upload = await open();
      expect((await upload()).status).toBe(201);
      const known = await storedKeys(test);
      disk.fill();
      const refused = await upload();
      expect([refused.status, refused.body]).toEqual([503, { error: { code: "storage_full", retryAfterSeconds: 30 } }]);
      expect(refused.headers.get("retry-after")).toBe("30");
      expect(await storedKeys(test)).toEqual(known);
      disk.free();
      expect((await upload()).status).toBe(201);
      expect(await storedKeys(test)).toHaveLength(known.length + 1);
    },
  );

  it("reading goes on, and so does writing what needs no file", async () => {
    const stored = (await byAgent()).body as { id: string };
    disk.fill();
    expect((await test.call("GET", `/api/v1/files/${stored.id}`, { as: test.admin })).status).toBe(200);
    const session = await visitor();
    const body = { id: uuidV7(), text: "still heard" };
    const said = await test.call("POST", `/messenger/${channelId}/messages`, { body, headers: session });
    expect(said.status).toBe(201);
    disk.free();
  });
});

async function storedKeys({ app }: TestApp): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of app.parts.files.list()) keys.push(key);
  return keys.toSorted();
}
