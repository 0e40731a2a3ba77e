import type { AttachmentId, ConversationId, MessageId } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { codeOf, conversationOf } from "./conversations.look.test-kit.ts";
import { buildMessage, buildWorld, newMessageId, type World } from "./conversations.test-kit.ts";
import { discardAttachment } from "./discard-attachment.ts";
import { claimSends } from "./outbox.sql.ts";
import { sendMessage } from "./send-message.ts";
import { recordSend } from "./sending/record-send.ts";
import { settleStuckMessage } from "./stuck-message.ts";
import { viewConversation } from "./view-conversation.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterEach(async () => {
  await world.database.system.deleteFrom("outbox").execute();
  await sql`update channels set state = 'connected'`.execute(world.database.system);
});
afterAll(async () => await world.close());

let contacts = 0;
async function start(): Promise<ConversationId> {
  contacts += 1;
  await world.receive(buildMessage(world, { from: `contact-${contacts}` }));
  return await conversationOf(world, `contact-${contacts}`);
}

/** A reply that waits to be sent. */
async function waiting(): Promise<MessageId> {
  const body = { id: newMessageId(), kind: "reply" as const, text: "Soon", afterwards: "stay" as const };
  const rest = { attachmentIds: [], replyToId: null, mentions: [] };
  return (await sendMessage(world.ctx(world.kai), await start(), { ...body, ...rest }, "Kai Wong")).message.id;
}
const discard = async (id: MessageId) => await settleStuckMessage(world.ctx(world.kai), id, "discard");
const retry = async (id: MessageId) => await settleStuckMessage(world.ctx(world.kai), id, "retry");
const claimed = async () => (await claimSends(world.database, [], 10)).map((claim) => claim.message_id);
const set = async (id: MessageId, change: ReturnType<typeof sql>) =>
  await sql`update outbox set ${change} where message_id = ${id}`.execute(world.database.system);

describe("a reply that waits to be sent", () => {
  it("I16 W96 is given up while its channel sends nothing, and never sent after that", async () => {
    await sql`update channels set state = 'paused'`.execute(world.database.system);
    const id = await waiting();
    expect(await discard(id)).toMatchObject({ delivery: { state: "discarded", canRetry: false, canDiscard: false } });
    await sql`update channels set state = 'connected'`.execute(world.database.system);
    expect(await claimed()).toEqual([]);
    expect(await codeOf(discard(id))).toBe("message_not_retryable");
  });

  it("I16 W96 is not given up by who may not reply, nor while its author may take it back", async () => {
    const id = await waiting();
    expect(await codeOf(settleStuckMessage(world.ctx(world.viewer), id, "discard"))).toBe("not_allowed");
    await set(id, sql`held_until = now() + interval '10 seconds'`);
    expect(await codeOf(discard(id))).toBe("message_not_retryable");
    await set(id, sql`held_until = now() - interval '1 second'`);
    expect((await discard(id)).delivery?.state).toBe("discarded");
  });

  it("I16 P69 is given up by nobody but whoever wrote it, be they allowed to reply", async () => {
    await sql`update channels set state = 'paused'`.execute(world.database.system);
    const id = await waiting();
    expect(await codeOf(settleStuckMessage(world.ctx(world.ana), id, "discard"))).toBe("message_not_retryable");
    expect((await discard(id)).delivery?.state).toBe("discarded");
  });

  it("I16 I23 is too late to give up once a worker has claimed it, and once it is sent", async () => {
    const id = await waiting();
    const [claim] = await claimSends(world.database, [], 10);
    if (claim === undefined) throw new Error("nothing to send");
    // Nobody hears of an attempt that fails: who looked meanwhile must find the way afterwards.
    const { entries } = await viewConversation(world.ctx(world.kai), claim.conversation_id);
    expect(entries.find((entry) => entry.id === id)).toMatchObject({ delivery: { state: "queued", canDiscard: true } });
    expect(await codeOf(discard(id))).toBe("too_late");
    await recordSend({ database: world.database, now: () => new Date() }, claim, { outcome: "sent" });
    expect(await codeOf(discard(id))).toBe("too_late");
  });

  it("I16 I23 is either given up or claimed, whoever comes first", async () => {
    for (let race = 0; race < 10; race += 1) {
      const id = await waiting();
      const [given, taken] = await Promise.all([codeOf(discard(id)), claimed()]);
      expect([given, taken], `race ${race}`).toEqual(given === "done" ? ["done", []] : ["too_late", [id]]);
    }
  });

  it("I16 has its next try at once when somebody says so, and gains nothing when its turn has come", async () => {
    const id = await waiting();
    expect(await codeOf(retry(id))).toBe("message_not_retryable");
    await set(id, sql`next_attempt_at = now() + interval '1 hour', attempts = 3`);
    expect(await claimed()).toEqual([]);
    expect((await retry(id)).delivery?.state).toBe("queued");
    expect(await claimed()).toEqual([id]);
  });
});

describe("a file that could not be fetched", () => {
  it("I8 I16 is given up by who may reply; the message says so, and it is over", async () => {
    const conversationId = await start();
    const id = await failedFile(conversationId);
    const before = await viewConversation(world.ctx(world.kai), conversationId);
    expect(await codeOf(discardAttachment(world.ctx(world.viewer), id))).toBe("not_allowed");
    await discardAttachment(world.ctx(world.kai), id);
    const after = await viewConversation(world.ctx(world.kai), conversationId);
    const [message] = after.entries.filter((entry) => entry.type === "message");
    expect(message?.attachments).toMatchObject([{ id, state: "discarded" }]);
    expect(after.conversation.version).toBeGreaterThan(before.conversation.version);
    const told = await sql<{ actor: unknown }>`
      select actor from event_inbox where type = 'message.changed' and conversation_id = ${conversationId}
        and data ->> 'change' = 'attachment'`.execute(world.database.system);
    expect(told.rows).toMatchObject([{ actor: { type: "user", id: world.kai } }]);
    expect(await codeOf(discardAttachment(world.ctx(world.kai), id))).toBe("message_not_retryable");
  });

  it("I22 is nobody's who does not see its conversation", async () => {
    const id = await failedFile(await start());
    const gone = uuidV7() as AttachmentId;
    expect(await codeOf(discardAttachment(world.ctx(world.kai), gone))).toBe("not_found");
    expect(await codeOf(discardAttachment(world.ctx(uuidV7() as typeof world.kai), id))).toBe("not_found");
  });
});

async function failedFile(conversationId: ConversationId): Promise<AttachmentId> {
  const id = uuidV7() as AttachmentId;
  await sql`
    insert into attachments (organization_id, id, message_id, channel_id, kind, name, type, state, failure, source, created_at)
    select organization_id, ${id}, id, ${world.channelId}, 'file', 'lamp.pdf', 'application/pdf', 'failed', 'gone', '{"ref":"r","deliveryId":"d"}', now()
    from messages where conversation_id = ${conversationId} limit 1`.execute(world.database.system);
  return id;
}
