import type { ChannelId, ContactId, ConversationId } from "@guichet/contract";
import { conversationView } from "@guichet/contract";
import { expect } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { startTestApp, type TestApp, type TestPerson } from "../../testing/test-app.ts";
import { buildMessage } from "../conversations.test-kit.ts";
import { receiveMessages } from "../index.ts";

export type Written = Parameters<typeof buildMessage>[1];
export type MutingHouse = Awaited<ReturnType<typeof openMutingHouse>>;

/** An organization with two channels: who may mute on one of them, who only looks on, who sees nothing, and contacts who write. */
export async function openMutingHouse() {
  const test: TestApp = await startTestApp();
  const shop = await test.apiChannel(test.organizationId);
  const press = await test.apiChannel(test.organizationId);
  const agent = await test.person(test.organizationId, "agent", { [shop]: "contributor", [press]: "viewer" });
  const viewer = await test.person(test.organizationId, "agent", { [shop]: "viewer" });
  const outsider = await test.person(test.organizationId, "agent");
  const { system } = test.app.parts.database;

  async function write(from: string, over: Written & { on?: ChannelId } = {}): Promise<void> {
    const { on = shop, ...rest } = over;
    const message = buildMessage({ channelId: on }, { from, externalId: uuidV7(), occurredAt: Date.now(), ...rest });
    await receiveMessages([message], {
      database: test.app.parts.database,
      organizationId: test.organizationId,
      steps: [],
      now: () => new Date(),
    });
  }

  /** Every conversation of a contact, the oldest first. */
  const conversationsOf = async (from: string) =>
    await system
      .selectFrom("conversations as c")
      .innerJoin("identities as i", "i.id", "c.identity_id")
      .select([
        "c.id",
        "c.status",
        "c.contact_id",
        "c.identity_id",
        "c.assignee_id",
        "c.boomerang_at",
        "c.waiting_since",
      ])
      .where("i.external_id", "=", from)
      .orderBy("c.created_at")
      .orderBy("c.id")
      .execute();

  async function contactOf(from: string): Promise<ContactId> {
    const [first] = await conversationsOf(from);
    if (first === undefined) throw new Error("nobody of that name");
    return first.contact_id;
  }
  const view = async (id: ConversationId | undefined) =>
    conversationView.parse((await test.call("GET", `/api/v1/conversations/${id}`, { as: agent })).body);

  return {
    ...{ test, shop, press, agent, viewer, outsider, write, conversationsOf, contactOf, view },
    allow: async (body: { mutingContacts?: boolean; mutingPosts?: boolean }) =>
      expect((await test.call("PATCH", "/api/v1/organization", { as: test.admin, body })).status).toBe(200),
    statusesOf: async (from: string) => (await conversationsOf(from)).map((one) => one.status),
    mute: async (from: string, how: "PUT" | "DELETE" = "PUT", as: TestPerson = agent, on: ChannelId = shop) =>
      await test.call(how, `/api/v1/contacts/${await contactOf(from)}/channels/${on}/mute`, { as }),
    async actionsIn(id: ConversationId | undefined): Promise<string[]> {
      const { entries } = await view(id);
      return entries.flatMap((entry) =>
        entry.type === "audit" && entry.conversationId === id ? [`${entry.action} by ${entry.actor.type}`] : [],
      );
    },
    /** What the counters say when everything written has been dispatched. */
    async newOf(channelId: ChannelId): Promise<number> {
      while ((await system.selectFrom("event_inbox").select("ticket").execute()).length > 0)
        await new Promise((resolve) => setTimeout(resolve, 20));
      const row = await system
        .selectFrom("queue_counts")
        .select("count")
        .where("channel_id", "=", channelId)
        .where("status", "=", "new")
        .executeTakeFirst();
      return row?.count ?? 0;
    },
  };
}
