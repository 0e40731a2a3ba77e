import type { MessageId } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { uuidV7 } from "../../../lib/uuid-v7.ts";
import { agentWrites, conversationOf } from "../agent.test-kit.ts";
import { openMessengerWorld, type TestChannel, type World } from "../messenger.test-kit.ts";
import { callMessenger, openVisitor, signUser } from "../visitor.test-kit.ts";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
let world: World;
let shop: TestChannel;
beforeAll(async () => {
  world = await openMessengerWorld();
  shop = await world.addChannel();
});
afterAll(() => world.close());

async function storedFiles(): Promise<number> {
  let count = 0;
  for await (const _ of world.files.list()) count += 1;
  return count;
}

describe("W47 a visitor attaches a file", () => {
  test("it is kept, sent with a message, and shown to this visitor alone", async () => {
    const visitor = await openVisitor(world, shop);
    const { status, json: file } = await visitor.upload(png, "Photo de ma commande.png");
    expect(status).toBe(201);
    expect(file).toMatchObject({
      ...{ name: "Photo de ma commande.png", type: "image/png", size: png.byteLength },
      ...{ state: "stored", inline: true, contentId: null },
    });
    expect((await visitor.write("", { attachmentIds: [file.id] })).status).toBe(201);
    await world.settled();
    expect((await visitor.messages()).messages).toMatchObject([{ text: "", attachments: [file] }]);
    const seen = await visitor.call({ path: `/files/${file.id}` });
    expect([seen.status, seen.answer.rawPayload.equals(png)]).toEqual([200, true]);
    expect(seen.headers).toMatchObject({
      "content-type": "image/png",
      "content-disposition": expect.stringContaining("inline"),
      "content-security-policy": expect.stringContaining("sandbox"),
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "cross-origin",
      "access-control-allow-origin": "https://shop.example",
      "cache-control": "private, no-store",
    });
    const part = await visitor.call({ path: `/files/${file.id}`, headers: { range: "bytes=1-3" } });
    expect([part.status, part.answer.rawPayload.toString()]).toEqual([206, "PNG"]);
    const none = await visitor.call({ path: `/files/${file.id}`, headers: { range: "bytes=9999-" } });
    expect([none.status, none.headers["content-range"]]).toEqual([416, `bytes */${png.byteLength}`]);
  });

  test("S15 others get the same 404, for a sent file and for one that waits", async () => {
    const visitor = await openVisitor(world, shop);
    const sent = (await visitor.upload(png, "a.png")).json.id;
    await visitor.write("", { attachmentIds: [sent] });
    const waiting = (await visitor.upload("waiting", "b.txt")).json.id;
    await world.settled();
    const other = await openVisitor(world, shop);
    await other.write("hello");
    const elsewhere = await openVisitor(world, await world.addChannel());
    const abroad = await openVisitor(world, await world.addChannel({}, await world.addOrganization()));
    await world.settled();
    const guessed = await other.call({ path: `/files/${crypto.randomUUID()}` });
    for (const thief of [other, elsewhere, abroad]) {
      for (const id of [sent, waiting]) {
        const answer = await thief.call({ path: `/files/${id}` });
        expect([answer.status, answer.json]).toEqual([404, guessed.json]);
      }
    }
    expect((await visitor.call({ path: `/files/${waiting}` })).status).toBe(200);
    expect((await callMessenger(world, shop.id, { path: `/files/${sent}` })).status).toBe(401);
  });

  test("S30 the same user id on another channel is another visitor", async () => {
    const other = await world.addChannel();
    const openAs = async (channel: TestChannel) => {
      const body = { jwt: await signUser(channel, "u-1") };
      const { json } = await callMessenger(world, channel.id, { method: "POST", path: "/sessions", body });
      return await openVisitor(world, channel, json);
    };
    const here = await openAs(shop);
    const there = await openAs(other);
    const { id } = (await here.upload("mine")).json;
    expect((await there.call({ path: `/files/${id}` })).status).toBe(404);
    expect((await there.write("steal", { attachmentIds: [id] })).status).toBe(422);
    expect((await here.write("mine", { attachmentIds: [id] })).status).toBe(201);
  });

  test("W99 a file of an agent's reply is seen once it is sent; one of a comment never", async () => {
    const visitor = await openVisitor(world, shop);
    const { id } = await visitor.write("hello");
    await world.settled();
    const conversation = await conversationOf(world, id);
    const asked = async (kind: "outbound" | "comment", state: "sent" | "queued") => {
      const message = await agentWrites(world, conversation.id, { kind, state });
      return (await visitor.call({ path: `/files/${await attach(message)}` })).status;
    };
    expect(await asked("outbound", "sent")).toBe(200);
    expect(await asked("outbound", "queued")).toBe(404);
    expect(await asked("comment", "sent")).toBe(404);
  });

  async function attach(messageId: MessageId): Promise<string> {
    const id = uuidV7();
    const stored = await world.files.put(Buffer.from("from the agent"), { maxBytes: 100 });
    if (!stored.ok) throw new Error("not stored");
    await world.database.system
      .insertInto("attachments")
      .values({
        ...{ organization_id: world.organizationId, id: id as never, message_id: messageId, channel_id: shop.id },
        ...{ kind: "file", name: "a.txt", type: "text/plain", size: "14", state: "stored", file: stored.key },
        created_at: new Date(),
      })
      .execute();
    return id;
  }
});

describe("S16 uploads", () => {
  test("somebody else's file, one already sent and one that never was are refused with the message", async () => {
    const visitor = await openVisitor(world, shop);
    const other = await openVisitor(world, shop);
    const foreign = (await other.upload("theirs")).json.id;
    const sent = (await visitor.upload("once")).json.id;
    await visitor.write("", { attachmentIds: [sent] });
    await world.settled();
    const before = world.accepted.length;
    for (const id of [foreign, sent, uuidV7()]) {
      const { status, json } = await visitor.write("x", { attachmentIds: [id] });
      expect([status, json.error.code]).toEqual([422, "attachment_not_accepted"]);
    }
    expect(world.accepted).toHaveLength(before);
    const elevenths = Array.from({ length: 11 }, () => uuidV7());
    expect((await visitor.write("x", { attachmentIds: elevenths })).status).toBe(400);
  });

  test("I11 a repeat of a message with a file is the same message, also after the file has found it", async () => {
    const visitor = await openVisitor(world, shop);
    const file = (await visitor.upload("once")).json.id;
    const body = { id: uuidV7(), text: "with a file", attachmentIds: [file, file] };
    const first = await visitor.call({ method: "POST", path: "/messages", body });
    const second = await visitor.call({ method: "POST", path: "/messages", body });
    await world.settled();
    const third = await visitor.call({ method: "POST", path: "/messages", body });
    expect([second.status, third.status]).toEqual([201, 201]);
    expect([second.json, third.json]).toEqual([first.json, first.json]);
    expect((await visitor.messages()).messages).toMatchObject([{ attachments: [{ id: file }] }]);
  });

  test.each([
    ["virus.exe", "MZ", 422],
    ["a.txt\u202Eexe.js", "x", 422],
    ["run.SH", "#!/bin/sh", 422],
    ["page.html", "<script>alert(1)</script>", 422],
    ["picture.svg", "<svg onload=alert(1)>", 422],
    ["empty.txt", "", 422],
    [".htaccess", "x", 422],
    ["../../../etc/passwd", "x", 201],
    ["a\0b.txt", "x", 201],
    ["", "x", 201],
    ["con", "x", 201],
    ["x".repeat(3000), "x", 201],
  ])("S16 S17 a file called %j", async (name, content, expected) => {
    const visitor = await openVisitor(world, shop);
    const { status, json } = await visitor.upload(content, name);
    expect(status).toBe(expected);
    if (status !== 201) return;
    expect(json.name).not.toMatch(/[/\\\0]/);
    expect(Buffer.byteLength(json.name)).toBeLessThanOrEqual(200);
    const seen = await visitor.call({ path: `/files/${json.id}` });
    expect(seen.headers["content-disposition"]).toMatch(/^attachment; /);
    expect(seen.headers["content-type"]).toBe("application/octet-stream");
  });

  test("S16 what a file is follows from its content: a page that calls itself a picture is a download", async () => {
    const visitor = await openVisitor(world, shop);
    const { json } = await visitor.upload("<html><script>alert(1)</script>", "cat.png");
    expect(json).toMatchObject({ type: "text/plain", inline: false });
  });

  test("W47 a file over 25 MB is refused and leaves nothing behind", async () => {
    const visitor = await openVisitor(world, shop);
    const before = await storedFiles();
    const limit = 25 * 1024 * 1024;
    expect((await visitor.upload(Buffer.alloc(limit, 1), "fits.dat")).status).toBe(201);
    for (const size of [limit + 1, limit + 1000]) {
      const { status, json } = await visitor.upload(Buffer.alloc(size, 1), "big.dat");
      expect([status, json.error.code]).toEqual([413, "too_large"]);
    }
    expect(await storedFiles()).toBe(before + 1);
  });

  test("S16 fifty files a day for one visitor, however many come at once; a new day brings room", async () => {
    const visitor = await openVisitor(world, shop);
    const before = await storedFiles();
    const answers = [];
    for (let n = 0; n < 6; n += 1) {
      answers.push(...(await Promise.all(Array.from({ length: 10 }, () => visitor.upload("x")))));
    }
    const taken = answers.filter(({ status }) => status === 201);
    expect([taken.length, await storedFiles()]).toEqual([50, before + 50]);
    expect(answers.find(({ status }) => status === 429)?.json.error.code).toBe("too_many_requests");
    // What was sent counts too.
    await visitor.write("", { attachmentIds: taken.slice(0, 10).map(({ json }) => json.id) });
    await world.settled();
    expect((await visitor.upload("x")).status).toBe(429);
    expect((await (await openVisitor(world, shop)).upload("x")).status).toBe(201);
    world.clock.aheadMs += 25 * 3_600_000;
    expect((await visitor.upload("x")).status).toBe(201);
  });

  test("S16 two hundred megabytes a day", async () => {
    const visitor = await openVisitor(world, shop);
    const { json } = await visitor.upload("x");
    const size = String(195 * 1024 * 1024);
    await world.database.system.updateTable("attachments").set({ size }).where("id", "=", json.id).execute();
    expect((await visitor.upload(Buffer.alloc(6 * 1024 * 1024, 1))).status).toBe(429);
    expect((await visitor.upload(Buffer.alloc(1024, 1))).status).toBe(201);
  });
});
