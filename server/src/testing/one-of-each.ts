import type { OrganizationId } from "@guichet/contract";
import { receiveMessages } from "../conversations/index.ts";
import { knowledgeKit } from "../knowledge/knowledge.test-kit.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import type { TestApp, TestPerson } from "./test-app.ts";

/** One of everything that a route names by id, under the first word of the route. */

const CANARY_DAY = [{ from: "09:00", until: "17:00" }];
const CANARY_WEEK = {
  ...{ monday: CANARY_DAY, tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] },
};

/** One thing of every kind that a route names, by the first word of the route or the name of the parameter → its id. */
export async function makeOneOfEach(
  app: TestApp,
  organizationId: OrganizationId,
  channelId: string,
  user: TestPerson,
): Promise<Record<string, string>> {
  await receiveMessages(
    [
      {
        channelId: channelId as never,
        platform: "api",
        externalId: "x1",
        direction: "in",
        occurredAt: Date.now(),
        party: { externalId: "p1", displayName: "CANARY-NAME" },
        text: "CANARY-TEXT",
        visibility: "private",
        automatic: false,
        media: [],
        deliveryId: uuidV7(),
      },
    ],
    { database: app.app.parts.database, organizationId, steps: [], now: () => new Date() },
  );
  const conversation = await app.app.parts.database.system
    .selectFrom("conversations")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .executeTakeFirstOrThrow();
  const message = await app.app.parts.database.system
    .selectFrom("messages")
    .select("id")
    .where("organization_id", "=", organizationId)
    .executeTakeFirstOrThrow();
  const file = await app.call("POST", "/api/v1/files?name=a.txt", {
    as: user,
    raw: "hello",
    headers: { "content-type": "text/plain" },
  });
  const scheduledId = uuidV7();
  await app.call("POST", `/api/v1/conversations/${conversation.id}/scheduled-messages`, {
    as: user,
    body: { id: scheduledId, text: "CANARY-LATER", at: new Date(Date.now() + 86_400_000).toISOString() },
  });
  const awayState = await app.call("POST", "/api/v1/away-states", { as: app.admin, body: { name: "Canary lunch" } });
  const team = await app.call("POST", "/api/v1/teams", { as: app.admin, body: { name: "Canary team" } });
  const topic = await app.call("POST", "/api/v1/topics", { as: app.admin, body: { name: "Canary topic" } });
  const tag = await app.call("POST", "/api/v1/tags", { as: app.admin, body: { name: "Canary tag" } });
  const reason = await app.call("POST", "/api/v1/resolution-reasons", { as: app.admin, body: { name: "CANARY" } });
  const kit = knowledgeKit(app);
  const collection = await kit.collection({ name: "CANARY-COLLECTION" });
  const knowledgeFile = await kit.file("CANARY-FILE.txt", "hello");
  const item = await kit.item({ collectionId: collection.id, title: "CANARY-TITLE", fileIds: [knowledgeFile.id] });
  const attribute = await app.call("POST", "/api/v1/contact-attributes", {
    as: app.admin,
    body: { name: "CANARY-ATTRIBUTE", kind: "text" },
  });
  const attributeId = (attribute.body as { id: string }).id;
  const rule = { type: "all", nodes: [{ type: "condition", field: "vip", operator: "equals", values: ["no"] }] };
  const group = await app.call("POST", "/api/v1/contact-groups", {
    as: app.admin,
    body: { name: "CANARY-GROUP", rule },
  });
  const condition = { type: "condition", field: "message", operator: "any_of", values: ["CANARY"] };
  const automation = await app.call("POST", "/api/v1/automations", {
    as: app.admin,
    body: {
      ...{ name: "CANARY-AUTOMATION", allChannels: true, channelIds: [] },
      rule: { type: "any", nodes: [{ type: "all", nodes: [condition] }] },
      actions: [{ type: "topic", topicId: (topic.body as { id: string }).id }],
    },
  });
  const skillRule = {
    type: "any",
    nodes: [
      {
        type: "all",
        nodes: [{ type: "all", nodes: [{ type: "condition", field: "topics", operator: "empty", values: [] }] }],
      },
    ],
  };
  const skillSet = await app.call("POST", "/api/v1/skill-sets", {
    as: app.admin,
    body: { name: "CANARY-SKILL-SET", rule: skillRule },
  });
  const hours = await app.call("POST", "/api/v1/business-hours", {
    as: app.admin,
    body: { name: "CANARY-HOURS", timeZone: "UTC", week: CANARY_WEEK, channelIds: [] },
  });
  const policy = await app.call("POST", "/api/v1/sla-policies", {
    as: app.admin,
    body: { name: "CANARY-POLICY", firstResponseMinutes: 60, conversationResponseMinutes: null, channelIds: [] },
  });
  const responder = await app.call("POST", "/api/v1/auto-responders", {
    as: app.admin,
    body: {
      ...{ name: "CANARY-RESPONDER", activation: "delegation" },
      scripts: [{ language: "en", inside: "CANARY-SCRIPT", outside: "" }],
    },
  });
  const bulkId = uuidV7();
  const selection = { ids: [conversation.id] };
  const wish = { type: "topics", add: [(topic.body as { id: string }).id] };
  await app.call("POST", "/api/v1/bulk-actions", { as: user, body: { id: bulkId, wish, selection } });
  const view = await app.call("POST", "/api/v1/queue-views", {
    as: user,
    body: { name: "CANARY-VIEW", status: "new", sort: "oldest", filter: {} },
  });
  const noteId = uuidV7();
  await app.app.parts.database.system
    .insertInto("contact_notes")
    .values({
      organization_id: organizationId,
      id: noteId as never,
      contact_id: conversation.contact_id,
      text: "CANARY-NOTE",
      author_name: "Test",
      created_at: new Date(),
    })
    .execute();
  const post = await app.app.parts.database.system
    .insertInto("muted_posts")
    .values({
      organization_id: organizationId,
      id: uuidV7(),
      channel_id: conversation.channel_id,
      thread_key: "CANARY-POST",
      text: "CANARY-POST",
      conversation_id: conversation.id,
      muted_at: new Date(),
      muted_by: user.id,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const notificationId = uuidV7();
  await app.app.parts.database.system
    .insertInto("notifications")
    .values({
      ...{ organization_id: organizationId, id: notificationId as never, user_id: user.id, kind: "mentioned" },
      ...{ event_id: uuidV7() as never, channel_id: conversation.channel_id, conversation_id: conversation.id },
      at: new Date(),
    })
    .execute();
  const apiKey = await app.call("POST", "/api/v1/api-keys", {
    as: app.admin,
    body: { name: "CANARY-KEY", scopes: ["proactive.read"] },
  });
  return {
    "api-keys": (apiKey.body as { key: { id: string } }).key.id,
    notifications: notificationId,
    "muted-posts": post.id,
    "muted-contacts": conversation.identity_id,
    channelId,
    "queue-views": (view.body as { id: string }).id,
    automations: (automation.body as { id: string }).id,
    "contact-attributes": attributeId,
    "contact-groups": (group.body as { id: string }).id,
    "skill-sets": (skillSet.body as { id: string }).id,
    "fallback-teams": (team.body as { id: string }).id,
    teamId: (team.body as { id: string }).id,
    "business-hours": (hours.body as { id: string }).id,
    "sla-policies": (policy.body as { id: string }).id,
    "auto-responders": (responder.body as { id: string }).id,
    attributeId,
    noteId,
    "bulk-actions": bulkId,
    conversations: conversation.id,
    messages: message.id,
    contacts: conversation.contact_id,
    users: user.id,
    channels: channelId,
    files: (file.body as { id: string }).id,
    "away-states": (awayState.body as { id: string }).id,
    teams: (team.body as { id: string }).id,
    topics: (topic.body as { id: string }).id,
    tags: (tag.body as { id: string }).id,
    "knowledge-collections": collection.id,
    "knowledge-items": item.id,
    "knowledge-files": knowledgeFile.id,
    "scheduled-messages": scheduledId,
    sessions: uuidV7(),
    problems: `m:${message.id}`,
    "resolution-reasons": (reason.body as { id: string }).id,
  };
}
