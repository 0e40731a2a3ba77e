import { setTimeout as wait } from "node:timers/promises";
import type { ContactId, ConversationId } from "@guichet/contract";
import { sql } from "kysely";
import { expect } from "vitest";
import { buildMessage } from "../conversations/conversations.test-kit.ts";
import { receiveMessages } from "../conversations/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { startTestApp } from "../testing/test-app.ts";

export type DeletionHouse = Awaited<ReturnType<typeof openDeletionHouse>>;

/** A running Guichet with one channel, an Admin who sees it, a Supervisor, and contacts with something in every place. */
export async function openDeletionHouse() {
  const test = await startTestApp();
  const shop = await test.apiChannel(test.organizationId);
  const boss = await test.person(test.organizationId, "admin", { [shop]: "supervisor" });
  const agent = await test.person(test.organizationId, "agent", { [shop]: "supervisor" });
  const system = () => test.app.parts.database.system;

  async function receive(from: string, over: Parameters<typeof buildMessage>[1] = {}): Promise<void> {
    const message = buildMessage({ channelId: shop }, { from, externalId: uuidV7(), occurredAt: Date.now(), ...over });
    await receiveMessages([message], {
      database: test.app.parts.database,
      organizationId: test.organizationId,
      steps: [],
      now: () => new Date(),
    });
    test.app.parts.wake.now();
  }

  async function write(from: string, over: Parameters<typeof buildMessage>[1] = {}): Promise<ContactId> {
    await receive(from, over);
    return await contactOf(from);
  }

  async function contactOf(from: string): Promise<ContactId> {
    const row = await system()
      .selectFrom("identities")
      .select("contact_id")
      .where("external_id", "=", from)
      .executeTakeFirstOrThrow();
    return row.contact_id;
  }

  async function conversationOf(id: ContactId): Promise<ConversationId> {
    const row = await system()
      .selectFrom("conversations")
      .select("id")
      .where("contact_id", "=", id)
      .executeTakeFirstOrThrow();
    return row.id;
  }

  const remove = async (id: ContactId, as = boss, hint = "case 4711") =>
    await test.call("POST", `/api/v1/contacts/${id}/deletion`, { as, body: { hint } });

  /** Until the job of the running app has done all. */
  async function done(): Promise<void> {
    for (const end = Date.now() + 20_000; ; await wait(50)) {
      const left = await system().selectFrom("contact_deletions").select("id").where("done_at", "is", null).execute();
      if (left.length === 0) return;
      if (Date.now() > end) throw new Error("the deletion is not done");
    }
  }

  /** Where in the whole database a word stands. */
  async function placesOf(word: string): Promise<string[]> {
    const tables = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = current_schema() order by 1`.execute(system());
    const places: string[] = [];
    for (const { name } of tables.rows) {
      const bytes = name === "deliveries" ? sql`|| coalesce(encode(t.body, 'escape'), '')` : sql``;
      const found = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.table(name)} t where strpos(lower(t::text ${bytes}), ${word.toLowerCase()}) > 0`.execute(
        system(),
      );
      if ((found.rows[0]?.n ?? 0) > 0) places.push(name);
    }
    return places;
  }

  /** A contact with something in every place where something can be; each of its words holds the canary. */
  async function fullContact(word: string): Promise<{ id: ContactId; conversationId: ConversationId; file: string }> {
    const deliveryId = uuidV7();
    const endpoint = await system()
      .selectFrom("channels")
      .select("endpoint_id")
      .where("id", "=", shop)
      .executeTakeFirstOrThrow();
    await system()
      .insertInto("deliveries")
      .values({
        organization_id: test.organizationId,
        id: deliveryId as never,
        endpoint_id: endpoint.endpoint_id,
        platform: "api",
        headers: "{}",
        body: Buffer.from(JSON.stringify({ contact: { id: `${word}-id` }, text: `${word} raw` })),
        received_at: new Date(),
        state: "done",
        next_attempt_at: new Date(),
      })
      .execute();
    const party = {
      externalId: `${word}-id`,
      displayName: `${word} name`,
      handle: `@${word}`,
      attributes: { City: `${word} city` },
    };
    const more = { subject: `${word} subject`, html: `<b>${word}</b>`, context: { note: word }, deliveryId };
    const id = await write(`${word}-id`, { party, text: `${word} text`, externalId: `${word}-message`, ...more });
    const conversationId = await conversationOf(id);
    const path = `/api/v1/conversations/${conversationId}`;
    const upload = await test.call("POST", `/api/v1/files?name=${word}.txt`, {
      ...{ as: agent, raw: `${word} file`, headers: { "content-type": "text/plain" } },
    });
    const file = (upload.body as { id: string }).id;
    const comment = { id: uuidV7(), kind: "comment", text: `${word} comment`, attachmentIds: [file] };
    for (const [method, url, body] of [
      ["POST", `${path}/messages`, comment],
      ["POST", `${path}/messages`, { id: uuidV7(), kind: "reply", text: `${word} reply`, afterwards: "stay" }],
      ["PUT", `${path}/status`, { status: "pending", boomerang: { inMinutes: 60, note: `${word} boomerang` } }],
      ["PUT", `${path}/draft`, { text: `${word} draft`, kind: "reply", replyToId: null, attachmentIds: [] }],
      ["POST", `/api/v1/contacts/${id}/notes`, { id: uuidV7(), text: `${word} note` }],
      ["PATCH", `/api/v1/contacts/${id}`, { name: `${word} renamed`, version: 1 }],
    ] as const) {
      const answer = await test.call(method, url, { as: agent, body });
      expect(answer.status, `${method} ${url} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    }
    await sql`insert into early_news (organization_id, channel_id, external_id, kind, data, at)
    values (${test.organizationId}, ${shop}, ${`${word}-message`}, 'edited', ${JSON.stringify({ text: word })}, now())`.execute(
      system(),
    );
    // As if it had come at the very moment of the first message.
    await sql`insert into early_profiles (organization_id, channel_id, external_id, key, told, at)
    values (${test.organizationId}, ${shop}, ${`${word}-id`}, ${word}, ${JSON.stringify({ name: word })}, now())`.execute(
      system(),
    );
    await addDecision(conversationId, word);
    await addAlias(id, word, endpoint.endpoint_id);
    const stored = await system()
      .selectFrom("attachments")
      .select("file")
      .where("id", "=", file as never)
      .executeTakeFirstOrThrow();
    return { id, conversationId, file: stored.file ?? "" };
  }

  /** Why it stays with its team: what a skill set found in the words, and no line of the audit trail. */
  async function addDecision(conversationId: ConversationId, word: string): Promise<void> {
    const held = [[{ field: "keywords", operator: "any_of", words: [word], more: 0 }]];
    const decision = { trigger: "message", rule: "kept", teamId: null, skillSets: [{ id: uuidV7(), name: "S", held }] };
    await sql`
      insert into event_inbox (organization_id, id, type, conversation_id, channel_id, actor, data, at)
      values (${test.organizationId}, gen_random_uuid(), 'conversation.routed', ${conversationId}, ${shop},
        '{"type":"system","name":"Guichet"}', ${JSON.stringify({ conversationId, channelId: shop, before: null, decision })}, now())`.execute(
      system(),
    );
  }

  /** Another id of theirs, a delivery that names them by it alone, and a question about them that nobody has answered yet. */
  async function addAlias(id: ContactId, word: string, endpointId: string): Promise<void> {
    // The word of the rest is not in it: what is looked for is the alias.
    const alias = `alias-of-${word.split("").toReversed().join("")}`;
    await sql`
      insert into identity_aliases (organization_id, channel_id, alias, identity_id, learned_at)
      select organization_id, channel_id, ${alias}, id, now() from identities where contact_id = ${id}`.execute(
      system(),
    );
    await sql`
      insert into lookups (organization_id, id, channel_id, kind, key, identity_id, next_attempt_at)
      select organization_id, gen_random_uuid(), channel_id, 'profile', ${`${word}-id`}, id, now() + interval '1 day'
      from identities where contact_id = ${id}`.execute(system());
    await sql`
      insert into deliveries (organization_id, id, endpoint_id, platform, headers, body, received_at, state, next_attempt_at)
      values (${test.organizationId}, gen_random_uuid(), ${endpointId}, 'api', '{}',
        convert_to(${JSON.stringify({ contact: { id: alias }, text: `${word} under another id` })}, 'UTF8'), now(), 'done', now())`.execute(
      system(),
    );
  }

  return { test, shop, boss, agent, system, receive, write, conversationOf, remove, done, placesOf, fullContact };
}
