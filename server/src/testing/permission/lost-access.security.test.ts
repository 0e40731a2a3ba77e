import { setTimeout as wait } from "node:timers/promises";
import type { ChannelId, ConversationId } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { receiveMessages } from "../../conversations/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { startTestApp, type TestApp, type TestPerson } from "../test-app.ts";
import { listen } from "./line.ts";

let test: TestApp;
let channelId: ChannelId;
let conversationId: ConversationId;
let keeper: TestPerson;

beforeAll(async () => {
  test = await startTestApp();
  channelId = await test.apiChannel(test.organizationId);
  keeper = await test.person(test.organizationId, "agent", { [channelId]: "supervisor" });
  await contactWrites("hello");
  const found = await test.call("GET", "/api/v1/conversations?status=new", { as: keeper });
  conversationId = (found.body as { items: { id: ConversationId }[] }).items[0]?.id as ConversationId;
});
afterAll(async () => await test?.stop());

async function contactWrites(text: string): Promise<void> {
  await receiveMessages(
    [
      {
        channelId,
        platform: "api",
        externalId: uuidV7(),
        direction: "in",
        occurredAt: Date.now(),
        party: { externalId: "p1", displayName: "Contact" },
        text,
        visibility: "private",
        automatic: false,
        media: [],
        deliveryId: uuidV7(),
      },
    ],
    {
      database: test.app.parts.database,
      organizationId: test.organizationId,
      steps: [],
      now: () => new Date(),
    },
  );
  test.app.parts.wake.now();
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 5000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within five seconds: ${what}`);
    await wait(20);
  }
}

const take = (person: TestPerson) =>
  test.call("PUT", `/api/v1/users/${person.id}/access`, {
    as: test.admin,
    body: { accessMode: "channels", channels: [] },
  });

async function upload(person: TestPerson): Promise<string> {
  const file = await test.call("POST", "/api/v1/files?name=a.txt", {
    as: person,
    raw: "content",
    headers: { "content-type": "text/plain" },
  });
  return (file.body as { id: string }).id;
}

describe("losing access", () => {
  it("S14 P129 the feed, the thread, its files and the drafts are closed at once when a channel is taken away", async () => {
    const agent = await test.person(test.organizationId, "agent", { [channelId]: "contributor" });
    const line = await listen(test.base, agent, BigInt(test.app.parts.feed.position()));
    const file = await upload(keeper);
    const body = { id: uuidV7(), kind: "comment", text: "a file", attachmentIds: [file] };
    await test.call("POST", `/api/v1/conversations/${conversationId}/messages`, { as: keeper, body });
    const draft = { text: "unsent", kind: "reply", replyToId: null, attachmentIds: [] };
    await test.call("PUT", `/api/v1/conversations/${conversationId}/draft`, { as: agent, body: draft });
    await until("the comment is heard", () => line.frames.some((frame) => frame.includes(conversationId)));
    expect((await test.call("GET", `/api/v1/files/${file}`, { as: agent })).status).toBe(200);

    expect((await take(agent)).status).toBe(200);
    for (const path of [
      `/files/${file}`,
      `/conversations/${conversationId}`,
      `/conversations/${conversationId}/assignees`,
    ])
      expect((await test.call("GET", `/api/v1${path}`, { as: agent })).status, path).toBe(404);
    expect((await test.call("GET", "/api/v1/drafts", { as: agent })).body).toEqual({ conversationIds: [] });
    await until("the change is heard", () => line.frames.some((frame) => frame.includes("world_changed")));
    line.frames.length = 0;
    await contactWrites("after the loss");
    await until("others hear it", async () => {
      const seen = await test.call("GET", `/api/v1/conversations/${conversationId}`, { as: keeper });
      return JSON.stringify(seen.body).includes("after the loss");
    });
    await wait(300);
    expect(line.frames.filter((frame) => frame.includes(conversationId))).toEqual([]);
    line.socket.terminate();
  });

  it("S14 the lock in a channel that was taken away is free again", async () => {
    const agent = await test.person(test.organizationId, "agent", { [channelId]: "contributor" });
    const opened = await test.call("POST", `/api/v1/conversations/${conversationId}/open`, { as: agent, body: {} });
    expect(opened.body).toMatchObject({ gotLock: true });
    expect((await take(agent)).status).toBe(200);
    await until("the lock is free", async () => {
      const seen = await test.call("GET", `/api/v1/conversations/${conversationId}`, { as: keeper });
      return (seen.body as { conversation: { lock: unknown } }).conversation.lock === null;
    });
  });

  it("S14 S22 a deactivated person's feed is cut within five seconds", async () => {
    const agent = await test.person(test.organizationId, "agent", { [channelId]: "contributor" });
    const line = await listen(test.base, agent, BigInt(test.app.parts.feed.position()));
    const answer = await test.call("PUT", `/api/v1/users/${agent.id}/deactivation`, { as: test.admin });
    expect(answer.status).toBe(200);
    expect((await test.call("GET", "/api/v1/bootstrap", { as: agent })).status).toBe(401);
    await until("the line is cut", () => line.closed);
    expect(line.frames.at(-1)).toContain("signed_out");
  });

  it("I22 P31 whoever cannot read a conversation is not mentioned in it", async () => {
    const outsider = await test.person(test.organizationId, "agent");
    const stranger = await test.person(await test.organization(), "agent");
    const body = { id: uuidV7(), kind: "comment", text: "look", mentions: [outsider.id, stranger.id, keeper.id] };
    const answer = await test.call("POST", `/api/v1/conversations/${conversationId}/messages`, { as: keeper, body });
    expect(answer.body).toMatchObject({ message: { mentions: [keeper.id] } });
  });
});
