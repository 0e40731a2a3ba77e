import { type ConversationId, Refusal, type SendMessageBody } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assignConversation } from "./assign-conversation.ts";
import { conversationsListener } from "./conversations.listeners.ts";
import { buildMessage, buildWorld, newMessageId, type World } from "./conversations.test-kit.ts";
import { countQueue } from "./count-queue.sql.ts";
import { listConversations } from "./list-conversations.ts";
import { claimSends, takeLostLeases } from "./outbox.sql.ts";
import { sendMessage } from "./send-message.ts";
import { recordSend } from "./sending/record-send.ts";
import { settleStuckMessage } from "./stuck-message.ts";
import { viewConversation } from "./view-conversation.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

async function start(from: string, messages = 1): Promise<ConversationId> {
  for (let n = 0; n < messages; n += 1) await world.receive(buildMessage(world, { from }));
  const row = await world.database.system
    .selectFrom("conversations as c")
    .innerJoin("identities as i", "i.id", "c.identity_id")
    .select("c.id")
    .where("i.external_id", "=", from)
    .orderBy("c.id", "desc")
    .executeTakeFirstOrThrow();
  return row.id;
}

function reply(text: string, over: Partial<SendMessageBody> = {}): SendMessageBody {
  return {
    id: newMessageId(),
    kind: "reply",
    text,
    attachmentIds: [],
    replyToId: null,
    mentions: [],
    afterwards: "preference",
    ...over,
  };
}

const codeOf = async (work: Promise<unknown>) =>
  await work.then(
    () => "done",
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );

describe("assigning", () => {
  it("W70 W72 to somebody with access and back to nobody, each in the trail with its actor", async () => {
    const id = await start("assigned");
    expect((await assignConversation(world.ctx(world.ana), id, world.kai)).assignee).toEqual({
      id: world.kai,
      name: "Kai Wong",
    });
    expect((await assignConversation(world.ctx(world.ana), id, null)).assignee).toBeNull();
    const trail = (await viewConversation(world.ctx(world.ana), id)).entries.filter((entry) => entry.type === "audit");
    expect(trail.map((entry) => [entry.action, entry.actor.name, entry.subject.userName])).toEqual([
      ["assigned", "Ana Wong", "Kai Wong"],
      ["unassigned", "Ana Wong", "Kai Wong"],
    ]);
  });

  it("I12 of a hundred who claim what they saw unassigned exactly one wins, in every race", async () => {
    for (let race = 0; race < 5; race += 1) {
      const id = await start(`claim-${race}`);
      const { version } = (await viewConversation(world.ctx(world.kai), id)).conversation;
      const codes = await Promise.all(
        Array.from({ length: 100 }, (_, n) =>
          codeOf(assignConversation(world.ctx(world.ana), id, n % 2 === 0 ? world.kai : world.ana, { version })),
        ),
      );
      const trail = (await viewConversation(world.ctx(world.kai), id)).entries.filter(
        (entry) => entry.type === "audit",
      );
      expect(trail).toHaveLength(1);
      expect(codes.filter((code) => code === "changed_meanwhile").length).toBeGreaterThan(0);
    }
  });

  it("W19 seed S11 whoever lost the channel loses the assignments there, by the System, and handling it twice changes nothing", async () => {
    const id = await start("lost");
    await assignConversation(world.ctx(world.ana), id, world.kai);
    const access = world.database.system.deleteFrom("channel_access").where("user_id", "=", world.kai);
    await access.execute();
    const event = { type: "user.changed", data: { userId: world.kai, change: "access" } } as Parameters<
      typeof conversationsListener.handle
    >[0];
    for (let time = 0; time < 2; time += 1) {
      await world.database
        .of(world.organizationId)
        .transaction()
        .execute(
          async (db) =>
            await conversationsListener.handle(event, {
              ...world.ctx(world.ana),
              db,
              actor: { type: "system", name: "System" },
            }),
        );
    }
    const view = await viewConversation(world.ctx(world.ana), id);
    expect(view.conversation.assignee).toBeNull();
    const removed = view.entries.filter((entry) => entry.type === "audit" && entry.action === "assignment_removed");
    expect(removed).toHaveLength(1);
    expect(removed[0]).toMatchObject({ actor: { type: "system" } });
    expect(await codeOf(viewConversation(world.ctx(world.kai), id))).toBe("not_found");
    expect((await listConversations(world.ctx(world.kai), { status: "new", sort: "oldest", limit: 50 })).items).toEqual(
      [],
    );
    expect((await countQueue(world.ctx(world.kai))).channels).toEqual([]);
    await world.database.system
      .insertInto("channel_access")
      .values({
        organization_id: world.organizationId,
        channel_id: world.channelId,
        user_id: world.kai,
        role: "contributor",
      })
      .execute();
  });
});

describe("the outbox", () => {
  it("I3 only the head of a conversation may be claimed; the next waits until it has gone", async () => {
    const id = await start("head");
    await world.database.system.deleteFrom("outbox").execute();
    const first = await sendMessage(world.ctx(world.kai), id, reply("1", { afterwards: "stay" }), "Kai Wong");
    const second = await sendMessage(world.ctx(world.kai), id, reply("2", { afterwards: "stay" }), "Kai Wong");
    const claims = await claimSends(world.database, [], 10);
    expect(claims.map((claim) => claim.message_id)).toEqual([first.message.id]);
    expect(await claimSends(world.database, [], 10)).toEqual([]);
    const [claim] = claims;
    if (claim === undefined) throw new Error("missing");
    expect(await recordSend({ database: world.database, now: () => new Date() }, claim, { outcome: "sent" })).toBe(
      true,
    );
    expect((await claimSends(world.database, [], 10)).map((next) => next.message_id)).toEqual([second.message.id]);
  });

  it("I9 I15 what waits for a paused channel is passed over, and goes out in order when the channel is back", async () => {
    await world.database.system.deleteFrom("outbox").execute();
    const paused = await start("paused");
    const first = await sendMessage(world.ctx(world.kai), paused, reply("1", { afterwards: "stay" }), "Kai Wong");
    const second = await sendMessage(world.ctx(world.kai), paused, reply("2", { afterwards: "stay" }), "Kai Wong");
    const channel = world.database.system.updateTable("channels").where("id", "=", world.channelId);
    await channel.set({ state: "paused" }).execute();
    expect(await claimSends(world.database, [], 10)).toEqual([]);
    await channel.set({ state: "connected" }).execute();
    expect(await claimSends(world.database, [world.channelId], 10)).toEqual([]);
    const [claim] = await claimSends(world.database, [], 10);
    if (claim === undefined) throw new Error("missing");
    expect(claim.message_id).toBe(first.message.id);
    await recordSend({ database: world.database, now: () => new Date() }, claim, { outcome: "sent" });
    expect((await claimSends(world.database, [], 10)).map((next) => next.message_id)).toEqual([second.message.id]);
  });

  it("I23 a worker that lost its lease writes nothing", async () => {
    const id = await start("fenced");
    await world.database.system.deleteFrom("outbox").execute();
    const sent = await sendMessage(world.ctx(world.kai), id, reply("1"), "Kai Wong");
    const [claim] = await claimSends(world.database, [], 10);
    if (claim === undefined) throw new Error("missing");
    await world.database.system
      .updateTable("outbox")
      .set({ lease_until: new Date(Date.now() - 1000) })
      .execute();
    expect(await takeLostLeases(world.database)).toHaveLength(1);
    expect(await recordSend({ database: world.database, now: () => new Date() }, claim, { outcome: "sent" })).toBe(
      false,
    );
    const [message] = (await viewConversation(world.ctx(world.kai), id)).entries.filter(
      (entry) => entry.type === "message" && entry.id === sent.message.id,
    );
    expect(message).toMatchObject({ delivery: { state: "queued" } });
  });

  it("W96 I16 a failed message shows its cause, holds nobody up, and can be tried again or discarded once", async () => {
    const id = await start("failed");
    await world.database.system.deleteFrom("outbox").execute();
    const sent = await sendMessage(world.ctx(world.kai), id, reply("bad"), "Kai Wong");
    const [claim] = await claimSends(world.database, [], 10);
    if (claim === undefined) throw new Error("missing");
    await recordSend({ database: world.database, now: () => new Date() }, claim, {
      outcome: "failed",
      error: { kind: "recipient_unavailable", code: "551", message: "no such user" },
    });
    const shown = (await viewConversation(world.ctx(world.kai), id)).entries.find(
      (entry) => entry.id === sent.message.id,
    );
    expect(shown).toMatchObject({
      delivery: {
        state: "failed",
        error: { kind: "recipient_unavailable", message: "no such user" },
        canRetry: true,
        canDiscard: true,
      },
    });
    expect((await settleStuckMessage(world.ctx(world.kai), sent.message.id, "retry")).delivery?.state).toBe("queued");
    expect(await codeOf(settleStuckMessage(world.ctx(world.kai), sent.message.id, "retry"))).toBe(
      "message_not_retryable",
    );
    expect((await claimSends(world.database, [], 10)).map((next) => next.message_id)).toEqual([sent.message.id]);
  });
});
