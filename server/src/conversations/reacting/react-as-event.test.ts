import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conversationOf, conversationsOf } from "../conversations.look.test-kit.ts";
import { buildMessage, buildWorld, type World } from "../conversations.test-kit.ts";
import type { InboundMessage } from "../inbound-message.ts";
import type { MessageNews } from "../message-news.ts";
import { markUnread } from "../read-marks.sql.ts";
import { recordNews } from "../record-news.ts";
import { setStatus } from "../set-status.ts";
import { viewConversation } from "../view-conversation.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
  const { system } = world.database;
  await system.updateTable("organizations").set({ muting_contacts: true }).execute();
  await system
    .updateTable("channels")
    .set({ settings: JSON.stringify({ replyWindowHours: 24 }) })
    .execute();
});
afterAll(async () => await world.close());

const at = Date.now() - 3_600_000;
let count = 0;

/** The brand's message and the contact's, in a conversation that is `status` now. */
async function past(status: "new" | "pending" | "resolved"): Promise<{ from: string; ours: string; theirs: string }> {
  count += 1;
  const [from, ours, theirs] = [`zoe-${count}`, `ours-${count}`, `theirs-${count}`];
  await world.receive(buildMessage(world, { from, externalId: theirs, occurredAt: at, text: "Hello" }));
  await world.receive(buildMessage(world, { from, externalId: ours, direction: "echo", occurredAt: at + 1000 }));
  const id = await conversationOf(world, from);
  if (status !== "new") await setStatus(world.ctx(world.kai), id, { status });
  return { from, ours, theirs };
}

function reaction(from: string, under: string, over: Partial<InboundMessage> = {}): InboundMessage {
  return buildMessage(world, {
    ...{ from, externalId: `reaction ${from} ${under}`, replyToExternalId: under, text: "❤️", automatic: true },
    ...{ reaction: { by: from }, context: { about: "reaction" }, occurredAt: at + 5000, ...over },
  });
}
const react = async (...all: Parameters<typeof reaction>) => await world.receive(reaction(...all));
const tell = async (externalId: string, news: MessageNews) =>
  await world.database.withClient(world.organizationId, (client) =>
    recordNews(client, world.organizationId, world.channelId, { externalIds: [externalId] }, news, new Date()),
  );
const statuses = async (from: string) => (await conversationsOf(world, from)).map(({ status }) => status);
async function abouts(from: string): Promise<(string | null)[]> {
  const id = await conversationOf(world, from);
  const { entries } = await viewConversation(world.ctx(world.kai), id);
  return entries.flatMap((entry) => (entry.type === "message" && entry.conversationId === id ? [entry.about] : []));
}

describe("a contact's reaction", () => {
  it("W153 where nothing is open it opens a conversation in New in which nobody waits, by its own event", async () => {
    const { from, ours } = await past("resolved");
    await react(from, ours);
    expect(await statuses(from)).toEqual(["resolved", "new"]);
    const [, opened] = await conversationsOf(world, from);
    expect(opened).toMatchObject({
      ...{ waiting_since: null, queue_at: new Date(at + 5000) },
      last_message: { about: "reaction", text: "❤️", kind: "inbound" },
    });
    const id = await conversationOf(world, from);
    const { entries } = await viewConversation(world.ctx(world.kai), id);
    expect(entries.find((entry) => entry.type === "message" && entry.conversationId === id)).toMatchObject({
      ...{ about: "reaction", text: "❤️", replyTo: { excerpt: expect.stringMatching(/^text/) } },
    });
    const told = await world.database.system
      .selectFrom("event_inbox")
      .select(["type", "data"])
      .where("conversation_id", "=", id)
      .orderBy("ticket")
      .execute();
    expect(told.map(({ type }) => type)).toEqual(["conversation.created", "message.received"]);
    expect(told.at(-1)?.data).toMatchObject({ reaction: true, automatic: true });
  });

  it("W94 it gives no time to reply: what the contact last wrote goes on counting", async () => {
    const { from, ours } = await past("resolved");
    await react(from, ours, { occurredAt: at + 30_000 });
    const [former, opened] = await conversationsOf(world, from);
    expect(opened?.last_inbound_at).toEqual(new Date(at));
    expect(opened?.window_ends_at).toEqual(former?.window_ends_at);
    expect(opened?.window_ends_at).toEqual(new Date(at + 24 * 3_600_000));
  });

  it("W153 it stands in what is open as an event and moves nothing: Pending stays so, and nobody begins to wait", async () => {
    const { from, ours } = await past("pending");
    const [before] = await conversationsOf(world, from);
    await react(from, ours);
    const [after] = await conversationsOf(world, from);
    const { status, queue_at, waiting_since, last_inbound_at, window_ends_at, resolve_at } = before ?? {};
    expect(after).toMatchObject({ status, queue_at, waiting_since, last_inbound_at, window_ends_at, resolve_at });
    expect(await abouts(from)).toEqual([null, null, "reaction"]);
    expect(after?.last_message).toMatchObject({ about: "reaction" });
  });

  it("W60 I19 what the contact writes after it begins the wait, in the conversation that it opened", async () => {
    const { from, ours } = await past("resolved");
    await react(from, ours);
    await world.receive(buildMessage(world, { from, occurredAt: at + 9000, text: "Where is it?" }));
    expect(await statuses(from)).toEqual(["resolved", "new"]);
    const [, opened] = await conversationsOf(world, from);
    expect(opened).toMatchObject({ waiting_since: new Date(at + 9000), last_message: { text: "Where is it?" } });
    expect(opened?.last_message).not.toHaveProperty("about");
  });

  it("W153 marked unread, it is so from what the contact wrote on, not from the reaction", async () => {
    const { from, ours } = await past("pending");
    await react(from, ours);
    const id = await conversationOf(world, from);
    expect(await markUnread(world.ctx(world.kai), id)).toMatchObject({ from: 1 });
  });

  it("I2 the same one again, also changed and after what it opened is resolved, is nothing", async () => {
    const { from, ours } = await past("resolved");
    await world.receive(reaction(from, ours), reaction(from, ours, { text: "😮", occurredAt: at + 6000 }));
    await react(from, ours, { text: "👍", occurredAt: at + 7000 });
    expect(await statuses(from)).toEqual(["resolved", "new"]);
    await setStatus(world.ctx(world.kai), await conversationOf(world, from), { status: "resolved" });
    await react(from, ours, { occurredAt: at + 8000 });
    expect(await statuses(from)).toEqual(["resolved", "resolved"]);
    expect(await abouts(from)).toEqual(["reaction"]);
  });

  it("I10 I19 one that was taken back before it came opens nothing, also under what has not come yet", async () => {
    const { from, ours } = await past("resolved");
    await tell(ours, { kind: "reacted", by: from, emoji: [], at: at + 6000 });
    await react(from, ours);
    await tell("not there", { kind: "reacted", by: from, emoji: [], at: at + 6000 });
    await react(from, "not there");
    expect(await statuses(from)).toEqual(["resolved"]);
    await react(from, "not there either");
    expect(await statuses(from)).toEqual(["resolved", "new"]);
  });

  it("W153 under what the contact wrote, and under what is deleted, it opens nothing", async () => {
    const { from, ours, theirs } = await past("resolved");
    await react(from, theirs);
    await tell(ours, { kind: "deleted", at: at + 2000 });
    await react(from, ours);
    expect(await statuses(from)).toEqual(["resolved"]);
  });

  it("W121 a muted contact's opens nothing, and resolves nothing that is open", async () => {
    for (const status of ["resolved", "pending"] as const) {
      const { from, ours } = await past(status);
      const { system } = world.database;
      await system.updateTable("identities").set({ muted_at: new Date() }).where("external_id", "=", from).execute();
      await react(from, ours);
      expect(await statuses(from)).toEqual([status]);
      expect(await abouts(from)).toEqual([null, null]);
    }
  });

  it("W127 nobody's: of a person who is not known, or is being deleted, nothing is made", async () => {
    await react("nobody", "ours-1");
    expect(await statuses("nobody")).toEqual([]);
    const { from, ours } = await past("resolved");
    const { system } = world.database;
    await system.updateTable("identities").set({ deleted_at: new Date() }).where("external_id", "=", from).execute();
    await react(from, ours);
    expect(await statuses(from)).toEqual(["resolved"]);
  });
});
