import { type ConversationId, messageId } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import { Refusal, type RefusalCode } from "../../../api/refusal.ts";
import { uuidV7 } from "../../../api/uuid-v7.ts";
import { conversationIdOf, idOf, instantOf } from "../testing/build.ts";
import { Outbox } from "./outbox.ts";
import type { OutboxItem } from "./outbox-item.ts";

function itemOf(number: number, conversation: ConversationId = conversationIdOf(1)): OutboxItem {
  return {
    conversationId: conversation,
    body: {
      id: messageId.parse(idOf(number)),
      kind: "reply",
      text: `Text ${number}`,
      attachmentIds: [],
      replyToId: null,
      mentions: [],
      afterwards: "stay",
    },
    attachments: [],
    replyTo: null,
    at: instantOf(number),
    shortCode: null,
    refused: null,
  };
}

class FakeStorage {
  readonly kept = new Map<string, string>();
  get length() {
    return this.kept.size;
  }
  key = (at: number) => [...this.kept.keys()][at] ?? null;
  getItem = (name: string) => this.kept.get(name) ?? null;
  setItem = (name: string, value: string) => void this.kept.set(name, value);
  removeItem = (name: string) => void this.kept.delete(name);
}

/** A server that answers when the test says so. */
function bench(storage = new FakeStorage()) {
  const asked: { text: string; answer: (code?: RefusalCode) => Promise<void> }[] = [];
  const waits: (() => void)[] = [];
  const outbox = new Outbox("user", {
    storage,
    later: (_, work) => waits.push(work),
    send: (item) =>
      new Promise((resolve, reject) => {
        asked.push({
          text: item.body.text,
          answer: async (code) => {
            if (code === undefined) resolve();
            else reject(new Refusal(code, 400));
            await new Promise((done) => setTimeout(done, 0));
          },
        });
      }),
  });
  return { outbox, asked, waits, storage };
}

describe("messages on their way", () => {
  it("keeps a message until the server has it", async () => {
    const { outbox, asked, storage } = bench();
    outbox.add(itemOf(1));
    expect(outbox.list(conversationIdOf(1))).toHaveLength(1);
    expect(storage.kept.size).toBe(1);
    await asked[0]?.answer();
    expect(outbox.list(conversationIdOf(1))).toHaveLength(0);
    expect(storage.kept.size).toBe(0);
  });

  it("sends one after the other in a conversation, and conversations side by side", async () => {
    const { outbox, asked } = bench();
    outbox.add(itemOf(1));
    outbox.add(itemOf(2));
    outbox.add(itemOf(3, conversationIdOf(2)));
    expect(asked.map((one) => one.text)).toEqual(["Text 1", "Text 3"]);
    await asked[0]?.answer();
    expect(asked.map((one) => one.text)).toEqual(["Text 1", "Text 3", "Text 2"]);
  });

  it("I11 tries again under the same id while the server cannot be reached", async () => {
    const { outbox, asked, waits } = bench();
    outbox.add(itemOf(1));
    await asked[0]?.answer("offline");
    expect(outbox.list(conversationIdOf(1))[0]?.refused).toBeNull();
    waits[0]?.();
    await asked[1]?.answer("unavailable");
    outbox.pump();
    await asked[2]?.answer();
    expect(asked.map((one) => one.text)).toEqual(["Text 1", "Text 1", "Text 1"]);
    expect(outbox.list(conversationIdOf(1))).toEqual([]);
  });

  it("survives a reload and goes out once", async () => {
    const first = bench();
    first.outbox.add(itemOf(1));
    const second = bench(first.storage);
    expect(second.outbox.list(conversationIdOf(1)).map((item) => item.body.text)).toEqual(["Text 1"]);
    second.outbox.pump();
    second.outbox.pump();
    expect(second.asked).toHaveLength(1);
    await second.asked[0]?.answer();
    first.outbox.reread();
    expect(first.outbox.list(conversationIdOf(1))).toEqual([]);
  });

  it("W85 keeps a refused message with its reason, and lets the next one pass", async () => {
    const { outbox, asked } = bench();
    outbox.add(itemOf(1));
    outbox.add(itemOf(2));
    await asked[0]?.answer("lock_required");
    expect(outbox.list(conversationIdOf(1)).map((item) => item.refused)).toEqual(["lock_required", null]);
    await asked[1]?.answer();
    outbox.retry(itemOf(1).body.id);
    expect(asked.at(-1)?.text).toBe("Text 1");
    outbox.drop(itemOf(1).body.id);
    expect(outbox.list(conversationIdOf(1))).toEqual([]);
  });

  it("passes over what others left in the storage", () => {
    const storage = new FakeStorage();
    storage.setItem("guichet.outbox.user.x", "{");
    storage.setItem("guichet.outbox.somebody-else.y", JSON.stringify(itemOf(1)));
    expect(bench(storage).outbox.list(conversationIdOf(1))).toEqual([]);
  });
});

describe("ids made in the browser", () => {
  it("I11 are UUIDs of version 7 that sort by time", () => {
    const ids = [1, 2, 3].map((second) => uuidV7(Date.UTC(2026, 10, 22) + second));
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(ids.toSorted()).toEqual(ids);
    expect(messageId.safeParse(ids[0]).success).toBe(true);
  });
});
