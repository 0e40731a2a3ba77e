import { createHmac } from "node:crypto";
import {
  type AutomationAction,
  type AutomationRule,
  type AutomationView,
  automationList,
  automationView,
  type ChannelId,
  type ConversationId,
  channelCreated,
  conversationView,
  type ResolutionReasonId,
  type RuleOperator,
  type TagId,
  type TopicId,
} from "@guichet/contract";
import { vi } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { startTestApp, type TestApp, type TestPerson } from "../testing/test-app.ts";

/** One group of conditions for each argument: all of a group, any of the groups. */
export function rule(...groups: (readonly [RuleOperator, ...string[]])[][]): AutomationRule {
  return {
    type: "any",
    nodes: groups.map((group) => ({
      type: "all" as const,
      nodes: group.map(([operator, ...values]) => ({ type: "condition", field: "message", operator, values })),
    })),
  };
}

/** The whole product with an Admin, an API channel to write on, and somebody who reads it. */
export type AutomationWorld = {
  readonly test: TestApp;
  readonly channelId: ChannelId;
  /** Supervises the channel. */
  readonly sue: TestPerson;
  call(method: string, path: string, body?: unknown, as?: TestPerson): ReturnType<TestApp["call"]>;
  topic(name: string): Promise<TopicId>;
  tag(name: string): Promise<TagId>;
  reason(name: string): Promise<ResolutionReasonId>;
  channel(name: string): Promise<ApiDoor>;
  /** Runs on every channel unless told otherwise. */
  add(name: string, when: AutomationRule, actions: AutomationAction[], over?: object): Promise<AutomationView>;
  list(): Promise<readonly AutomationView[]>;
  /** None is left. */
  clear(): Promise<void>;
  /** A contact writes through the public door; answers when the message is in the conversation. */
  write(from: string, text: string, door?: ApiDoor): Promise<ConversationId>;
  conversation(id: ConversationId): Promise<ReturnType<typeof conversationView.parse>>;
  stop(): Promise<void>;
};
export type ApiDoor = { readonly channelId: ChannelId; readonly path: string; readonly secret: string };

export async function startAutomationWorld(): Promise<AutomationWorld> {
  const test = await startTestApp();
  const { system } = test.app.parts.database;
  const call: AutomationWorld["call"] = (method, path, body, as = test.admin) =>
    test.call(method, `/api/v1${path}`, { as, ...(body === undefined ? {} : { body }) });
  const idOf = async <Id>(path: string, name: string) => ((await call("POST", path, { name })).body as { id: Id }).id;
  const channel = async (name: string): Promise<ApiDoor> => {
    const made = channelCreated.parse((await call("POST", "/channels", { platform: "api", name })).body);
    const secret = Object.values(made.secrets)[0] ?? "";
    return { channelId: made.channel.id, path: new URL(made.channel.webhookUrl ?? "").pathname, secret };
  };
  const shop = await channel("Shop");
  const sue = await test.person(test.organizationId, "agent", { [shop.channelId]: "supervisor" });
  const list = async () => automationList.parse((await call("GET", "/automations")).body).items;
  return {
    ...{ test, sue, call, channel, list, channelId: shop.channelId },
    topic: (name) => idOf("/topics", name),
    tag: (name) => idOf("/tags", name),
    reason: (name) => idOf("/resolution-reasons", name),
    async add(name, when, actions, over = {}) {
      const body = { name, rule: when, actions, allChannels: true, channelIds: [], ...over };
      const made = automationView.parse((await call("POST", "/automations", body)).body);
      await heard(test);
      return made;
    },
    async clear() {
      for (const { id } of await list()) await call("DELETE", `/automations/${id}`);
      await heard(test);
    },
    async write(from, text, door = shop) {
      const externalId = uuidV7();
      await post(test, door, { type: "message", id: externalId, contact: { id: from, name: from }, text });
      const found = async () =>
        await system
          .selectFrom("messages")
          .select("conversation_id")
          .where("external_id", "=", externalId)
          .executeTakeFirst();
      return (await vi.waitUntil(found, { timeout: 20_000, interval: 20 })).conversation_id;
    },
    conversation: async (id) =>
      conversationView.parse((await call("GET", `/conversations/${id}`, undefined, sue)).body),
    stop: () => test.stop(),
  };
}

/** Every process hears of a change with the event feed: that has come as far as the log. */
export async function heard({ app, organizationId }: TestApp): Promise<void> {
  const { database, feed } = app.parts;
  await vi.waitUntil(
    async () => {
      const waiting = await database.system
        .selectFrom("event_inbox")
        .select("id")
        .where("organization_id", "=", organizationId)
        .executeTakeFirst();
      const last = await database.system
        .selectFrom("event_log")
        .select(({ fn }) => fn.max("position").as("position"))
        .executeTakeFirst();
      return waiting === undefined && BigInt(feed.position()) >= BigInt(last?.position ?? 0);
    },
    { timeout: 20_000, interval: 20 },
  );
}

async function post(test: TestApp, { path, secret }: ApiDoor, message: object): Promise<void> {
  const [id, at, body] = [uuidV7(), String(Math.floor(Date.now() / 1000)), JSON.stringify(message)];
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${at}.${body}`).digest("base64");
  const headers = {
    "content-type": "application/json",
    ...{ "webhook-id": id, "webhook-timestamp": at, "webhook-signature": `v1,${signature}` },
  };
  const answer = await test.call("POST", path, { raw: body, headers });
  if (answer.status >= 300) throw new Error(`The webhook answered ${answer.status}: ${JSON.stringify(answer.body)}`);
}
