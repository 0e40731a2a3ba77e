import type { ConversationId, MessageId, SendMessageBody } from "@guichet/contract";
import { Refusal } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { buildMessage, buildWorld, newMessageId, type World } from "./conversations.test-kit.ts";
import { claimSends } from "./outbox.sql.ts";
import { recordNews } from "./record-news.ts";
import { sendMessage } from "./send-message.ts";
import { recordSend } from "./sending/record-send.ts";
import { setStatus } from "./set-status.ts";
import { settleStuckMessage } from "./stuck-message.ts";
import { viewConversation } from "./view-conversation.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

async function conversationOf(from: string): Promise<ConversationId> {
  const row = await world.database.system
    .selectFrom("conversations as c")
    .innerJoin("identities as i", "i.id", "c.identity_id")
    .select("c.id")
    .where("i.external_id", "=", from)
    .orderBy("c.id", "desc")
    .executeTakeFirstOrThrow();
  return row.id;
}

async function messagesOf(from: string) {
  const view = await viewConversation(world.ctx(world.kai), await conversationOf(from));
  return view.entries.flatMap((entry) => (entry.type === "message" ? [entry] : []));
}

const textsOf = async (from: string) => (await messagesOf(from)).map((message) => message.text);

async function reply(from: string, text: string): Promise<MessageId> {
  const id = newMessageId();
  const body: SendMessageBody = {
    id,
    kind: "reply",
    text,
    attachmentIds: [],
    replyToId: null,
    mentions: [],
    afterwards: "preference",
  };
  await sendMessage(world.ctx(world.kai), await conversationOf(from), body, "Kai");
  return id;
}

const scope = () => ({ database: world.database, now: () => new Date() });

async function claim(id: MessageId) {
  const found = (await claimSends(world.database, [], 50)).find((each) => each.message_id === id);
  if (found === undefined) throw new Error("not claimed");
  return found;
}

async function tell(id: MessageId, state: "sent" | "failed"): Promise<void> {
  const news = { kind: "delivery", state, at: Date.now() } as const;
  await world.database.withClient(world.organizationId, (client) =>
    recordNews(client, world.organizationId, world.channelId, { clientRefs: [id] }, news, new Date()),
  );
}

describe("the platform's own id of a message of ours", () => {
  const news = (state: "sent" | "delivered" | "read") => ({ kind: "delivery", state, at: Date.now() }) as const;
  const say = async (address: Parameters<typeof recordNews>[3], state: "sent" | "delivered" | "read") =>
    await world.database.withClient(world.organizationId, (client) =>
      recordNews(client, world.organizationId, world.channelId, address, news(state), new Date()),
    );
  const stateOf = async (from: string, id: MessageId) =>
    (await messagesOf(from)).find((message) => message.id === id)?.delivery?.state;

  it("I10 comes with the echo of a send without an answer; receipts by that id find the message from then on", async () => {
    await world.receive(buildMessage(world, { from: "echoed" }));
    const id = await reply("echoed", "Hello");
    const error = { kind: "retryable", code: "", message: "no answer" } as const;
    await recordSend(scope(), await claim(id), { outcome: "uncertain", error });
    await say({ clientRefs: [id], externalId: "mid-1" }, "sent");
    expect(await stateOf("echoed", id)).toBe("sent");
    await say({ externalIds: ["mid-1"] }, "delivered");
    expect(await stateOf("echoed", id)).toBe("delivered");
  });

  it("I10 a receipt that overtook the echo counts too", async () => {
    await world.receive(buildMessage(world, { from: "overtaken" }));
    const id = await reply("overtaken", "Hello");
    await claim(id);
    await say({ externalIds: ["mid-2"] }, "read");
    expect(await stateOf("overtaken", id)).not.toBe("read");
    await say({ clientRefs: [id], externalId: "mid-2" }, "sent");
    expect(await stateOf("overtaken", id)).toBe("read");
  });

  it("I16 that it was taken, told late or once more, brings nothing back that the platform gave up; that it arrived does", async () => {
    await world.receive(buildMessage(world, { from: "given-up" }));
    const id = await reply("given-up", "Hello");
    await recordSend(scope(), await claim(id), { outcome: "sent", externalId: "mid-lost" });
    await tell(id, "failed");
    await say({ externalIds: ["mid-lost"] }, "sent");
    expect((await messagesOf("given-up"))[1]?.delivery).toMatchObject({ state: "failed", canRetry: true });
    await say({ externalIds: ["mid-lost"] }, "delivered");
    expect(await stateOf("given-up", id)).toBe("delivered");
  });

  it("I10 a receipt that comes in the very moment in which the send is being written down counts too", async () => {
    await world.receive(buildMessage(world, { from: "same-moment" }));
    const id = await reply("same-moment", "Hello");
    await claim(id);
    const { organizationId, channelId } = world;
    const receipt = await world.database.withClient(organizationId, async (client) => {
      await client.query("begin");
      // All that the end of a send writes, but for the commit.
      await recordNews(
        client,
        organizationId,
        channelId,
        { clientRefs: [id], externalId: "mid-4" },
        news("sent"),
        new Date(),
      );
      const coming = say({ externalIds: ["mid-4"] }, "read");
      await new Promise((resolve) => setTimeout(resolve, 200));
      await client.query("commit");
      return { coming };
    });
    await receipt.coming;
    expect(await stateOf("same-moment", id)).toBe("read");
  });

  it("I2 an id that names another message already stays with that one", async () => {
    await world.receive(buildMessage(world, { from: "namesake", externalId: "mid-3" }));
    const id = await reply("namesake", "Hello");
    await claim(id);
    await say({ clientRefs: [id], externalId: "mid-3" }, "sent");
    expect(await stateOf("namesake", id)).toBe("sent");
  });
});

describe("ids a contact's client chose", () => {
  it("I2 I11 one that is somebody else's already costs the message its id, never the message", async () => {
    await world.receive(buildMessage(world, { from: "mine" }));
    const [taken] = await messagesOf("mine");
    if (taken === undefined) throw new Error("missing");
    await world.receive(buildMessage(world, { from: "thief", text: "still here", messageId: taken.id }));
    const [own] = await messagesOf("thief");
    expect(own).toMatchObject({ text: "still here" });
    expect(own?.id).not.toBe(taken.id);
  });

  it("I2 two messages of one batch with one id are two messages", async () => {
    const messageId = uuidV7() as MessageId;
    await world.receive(
      buildMessage(world, { from: "twin", text: "one", messageId }),
      buildMessage(world, { from: "twin", text: "two", messageId }),
    );
    expect(await textsOf("twin")).toEqual(["one", "two"]);
  });
});

describe("what a platform says of a send", () => {
  it("I6 an id it gave before does not hold the send, nor what waits behind it", async () => {
    await world.receive(buildMessage(world, { from: "same-id", externalId: "always-1" }));
    for (const text of ["a", "b"]) {
      const id = await reply("same-id", text);
      expect(await recordSend(scope(), await claim(id), { outcome: "sent", externalId: "always-1" })).toBe(true);
    }
    expect((await messagesOf("same-id")).map((message) => message.delivery?.state ?? null)).toEqual([
      null,
      "sent",
      "sent",
    ]);
  });

  it("I16 N37 a failure told after it was sent can be tried again and given up", async () => {
    await world.receive(buildMessage(world, { from: "bounced" }));
    const id = await reply("bounced", "hello");
    await recordSend(scope(), await claim(id), { outcome: "sent" });
    await tell(id, "failed");
    expect((await messagesOf("bounced"))[1]?.delivery).toMatchObject({ state: "failed", canRetry: true });
    await settleStuckMessage(world.ctx(world.kai), id, "retry");
    await recordSend(scope(), await claim(id), { outcome: "sent" });
    await tell(id, "failed");
    await settleStuckMessage(world.ctx(world.kai), id, "discard");
    expect((await messagesOf("bounced"))[1]?.delivery).toMatchObject({ state: "discarded", canRetry: false });
  });
});

it("I7 back to New while the contact writes anew is refused by name, not by accident", async () => {
  await world.receive(buildMessage(world, { from: "race" }));
  const old = await conversationOf("race");
  await setStatus(world.ctx(world.kai), old, { status: "resolved" });
  const row = await world.database.system
    .selectFrom("conversations")
    .selectAll()
    .where("id", "=", old)
    .executeTakeFirstOrThrow();
  const newer = uuidV7() as ConversationId;
  let racing: Promise<string> | undefined;
  await world.database.system.transaction().execute(async (trx) => {
    const last_message = JSON.stringify(row.last_message);
    await trx
      .insertInto("conversations")
      .values({ ...row, id: newer, status: "new", last_message } as never)
      .execute();
    racing = setStatus(world.ctx(world.kai), old, { status: "new" }).then(
      () => "done",
      (error: unknown) => (error instanceof Refusal ? `${error.code} ${error.details.conversationId}` : String(error)),
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
  expect(await racing).toBe(`open_conversation_exists ${newer}`);
});
