import {
  attributeView,
  type ChannelId,
  type ContactId,
  type ContactView,
  contactGroupView,
  contactView,
  type OrganizationId,
  type Platform,
  type RuleNode,
  type RuleTree,
} from "@guichet/contract";
import type { z } from "zod";
import { hasOpenConversation, receiveMessages } from "../conversations/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { startTestApp, type TestApp, type TestPerson } from "../testing/test-app.ts";
import { workOnContacts } from "./work-on-contacts.ts";

type Answer = Awaited<ReturnType<TestApp["call"]>>;

/** An organization with two API channels: an agent on one of them, somebody on none, and contacts who write. */
export type House = {
  readonly test: TestApp;
  readonly shop: ChannelId;
  readonly press: ChannelId;
  readonly agent: TestPerson;
  readonly viewer: TestPerson;
  readonly outsider: TestPerson;
  writes(
    name: string,
    options?: { on?: ChannelId; attributes?: Record<string, string>; text?: string },
  ): Promise<ContactId>;
  admin(method: string, path: string, body?: unknown): Promise<Answer>;
  as(person: TestPerson, method: string, path: string, body?: unknown): Promise<Answer>;
  attribute(body: Record<string, unknown>): Promise<z.output<typeof attributeView>>;
  group(name: string, rule: RuleNode, marksVip?: boolean): Promise<z.output<typeof contactGroupView>>;
  contact(id: ContactId, as?: TestPerson): Promise<ContactView>;
  setValue(id: ContactId, attributeId: string, value: string | null, as?: TestPerson): Promise<Answer>;
  /** What the job does every second, until there is nothing left. */
  work(now?: Date): Promise<void>;
};

export async function openHouse(): Promise<House> {
  const test = await startTestApp();
  const shop = await test.apiChannel(test.organizationId);
  const press = await test.apiChannel(test.organizationId);
  const agent = await test.person(test.organizationId, "agent", { [shop]: "contributor" });
  const viewer = await test.person(test.organizationId, "agent", { [shop]: "viewer" });
  const outsider = await test.person(test.organizationId, "agent");
  const { database, log } = test.app.parts;
  const as: House["as"] = async (person, method, path, body) =>
    await test.call(method, `/api/v1${path}`, { as: person, ...(body === undefined ? {} : { body }) });
  const admin: House["admin"] = async (method, path, body) => await as(test.admin, method, path, body);
  const contact: House["contact"] = async (id, person = agent) =>
    contactView.parse((await as(person, "GET", `/contacts/${id}`)).body);
  return {
    ...{ test, shop, press, agent, viewer, outsider, as, admin, contact },
    writes: (name, options = {}) => contactWrites(test, options.on ?? shop, name, options),
    attribute: async (body) => attributeView.parse((await admin("POST", "/contact-attributes", body)).body),
    group: async (name, rule, marksVip = false) =>
      contactGroupView.parse((await admin("POST", "/contact-groups", { name, rule: treeOf(rule), marksVip })).body),
    async setValue(id, attributeId, value, person = agent) {
      const held = (await contact(id, person)).attributes.find((one) => one.id === attributeId);
      const body = { value, version: held?.version ?? 0 };
      return await as(person, "PUT", `/contacts/${id}/attributes/${attributeId}`, body);
    },
    async work(now = new Date()) {
      for (let round = 0; round < 3; round += 1)
        await workOnContacts({ database, now: () => now, log, hasOpenConversation });
    },
  };
}

/** A tree whose outermost node is a group, as the contract wants it. */
export function treeOf(rule: RuleNode): RuleTree {
  return (rule.type === "condition" ? { type: "all", nodes: [rule] } : rule) as RuleTree;
}

export const asks = (attributeId: string, operator: string, ...values: string[]): RuleNode =>
  ({ type: "condition", field: `attribute:${attributeId}`, operator, values }) as RuleNode;

async function contactWrites(
  test: TestApp,
  channelId: ChannelId,
  name: string,
  { attributes, text = "Hello" }: { attributes?: Record<string, string>; text?: string },
): Promise<ContactId> {
  const { database } = test.app.parts;
  const organizationId: OrganizationId = test.organizationId;
  const externalId = uuidV7();
  const message = {
    channelId,
    platform: "api" as Platform,
    externalId,
    direction: "in" as const,
    occurredAt: Date.now(),
    party: { externalId: `party ${name}`, displayName: name, ...(attributes === undefined ? {} : { attributes }) },
    text,
    visibility: "private" as const,
    automatic: false,
    media: [],
    deliveryId: uuidV7(),
  };
  await receiveMessages([message], { database, organizationId, steps: [], now: () => new Date() });
  test.app.parts.wake.now();
  const found = await database.system
    .selectFrom("identities")
    .select("contact_id")
    .where("channel_id", "=", channelId)
    .where("external_id", "=", `party ${name}`)
    .executeTakeFirstOrThrow();
  return found.contact_id;
}
