import { setTimeout as wait } from "node:timers/promises";
import {
  type AttributeId,
  type ChannelId,
  type ContactId,
  type ConversationId,
  crossChannelEntries,
  crossChannelView,
} from "@guichet/contract";
import { CompiledQuery, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type House, openHouse } from "../../contacts/contacts.test-kit.ts";
import type { Ctx, Db } from "../../db/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import type { TestPerson } from "../../testing/test-app.ts";
import { loadChannelsOfPerson, loadCrossChannelMessages } from "./cross-channel.sql.ts";

let house: House;
let lab: ChannelId;
/** Sees shop and press; `all` the lab, too. */
let both: TestPerson;
let all: TestPerson;
let mail: AttributeId;
const system = () => house.test.app.parts.database.system;

beforeAll(async () => {
  house = await openHouse();
  const { organizationId } = house.test;
  lab = await house.test.apiChannel(organizationId);
  const { shop, press } = house;
  both = await house.test.person(organizationId, "agent", { [shop]: "contributor", [press]: "viewer" });
  all = await house.test.person(organizationId, "admin", {
    [shop]: "supervisor",
    [press]: "supervisor",
    [lab]: "supervisor",
  });
  mail = (await house.attribute({ name: "E-mail", kind: "email" })).id;
  await house.admin("PATCH", "/contact-settings", { matchingAttributeId: mail });
});
afterAll(async () => await house?.test.stop());

/** Writes, and is the person with this address. */
async function writes(name: string, on: ChannelId, text: string, address?: string): Promise<ContactId> {
  // Two messages of one moment have no order in time.
  await wait(3);
  const id = await house.writes(name, { on, text });
  if (address !== undefined) await house.setValue(id, mail, address, all);
  return id;
}

async function conversationOf(id: ContactId): Promise<ConversationId> {
  const found = await system()
    .selectFrom("conversations")
    .select("id")
    .where("contact_id", "=", id)
    .orderBy("created_at", "desc")
    .executeTakeFirstOrThrow();
  return found.id;
}

const channels = async (id: ConversationId, as: TestPerson) =>
  crossChannelView.parse((await house.as(as, "GET", `/conversations/${id}/cross-channel`)).body);
const page = async (id: ConversationId, as: TestPerson, before?: string) =>
  crossChannelEntries.parse(
    (await house.as(as, "GET", `/conversations/${id}/cross-channel/entries${before ? `?before=${before}` : ""}`)).body,
  );
const textsIn = ({ entries }: Awaited<ReturnType<typeof page>>) =>
  entries.map((entry) => (entry.type === "message" ? entry.text : entry.action));

describe("the history of one person over all channels", () => {
  it("W89 W118 says on which channels it is, how much, and where; a hidden channel is neither shown nor counted", async () => {
    const mia = await writes("Mia", house.shop, "in the shop");
    const here = await conversationOf(mia);
    // Nobody is linked yet.
    expect(await channels(here, all)).toMatchObject({
      channels: [{ channelId: house.shop, conversations: 1, newestId: here }],
      ...{ beyond: false, moreElsewhere: false, contactIds: [mia] },
    });
    await house.setValue(mia, mail, "mia@lumen.example", all);
    const there = await writes("Mia again", house.press, "to the press", "Mia@Lumen.example");
    await writes("Mia in the lab", lab, "to the lab", "mia@lumen.example");
    const seen = await channels(here, both);
    expect(seen.channels).toEqual([
      { channelId: house.press, platform: "api", conversations: 1, newestId: await conversationOf(there) },
      { channelId: house.shop, platform: "api", conversations: 1, newestId: here },
    ]);
    expect(seen).toMatchObject({ beyond: true, moreElsewhere: true });
    expect(textsIn(await page(here, both))).toEqual(["to the press"]);
    // Who sees one channel alone learns only that there is more.
    expect(await channels(here, house.agent)).toMatchObject({
      channels: [{ channelId: house.shop }],
      ...{ beyond: false, moreElsewhere: true },
    });
    expect(await page(here, house.agent)).toEqual({ entries: [], conversations: [], before: null });
    expect(textsIn(await page(here, all))).toEqual(["to the press", "to the lab"]);
  });

  it("W89 I22 whoever does not see the conversation, or is of another organization, finds nothing", async () => {
    const here = await conversationOf(await writes("Ida", house.shop, "hello"));
    const elsewhere = await house.test.organization();
    const stranger = await house.test.person(elsewhere, "admin");
    for (const as of [house.outsider, stranger])
      for (const path of ["cross-channel", "cross-channel/entries"])
        expect((await house.as(as, "GET", `/conversations/${here}/${path}`)).status).toBe(404);
    for (const cursor of ["x", "%00", Buffer.from('["2026-99-99 00:00:00+00","x"]').toString("base64url")])
      expect((await house.as(all, "GET", `/conversations/${here}/cross-channel/entries?before=${cursor}`)).status).toBe(
        400,
      );
    const noDay = Buffer.from(JSON.stringify(["2026-99-99 00:00:00+00", uuidV7()])).toString("base64url");
    expect((await house.as(all, "GET", `/conversations/${here}/cross-channel/entries?before=${noDay}`)).status).toBe(
      400,
    );
  });

  it("W89 comes in the order of time and page by page: each message once, none of the conversation itself", async () => {
    const address = "nora@lumen.example";
    const here = await conversationOf(await writes("Nora", house.shop, "here", address));
    const written: string[] = [];
    for (let n = 0; n < 75; n += 1) {
      const text = `message ${n}`;
      // Stretches of several messages, and each conversation goes on after the other one.
      const on = n % 7 < 3 ? house.press : lab;
      await writes(`Nora on ${on}`, on, text, n % 7 === 0 || n % 7 === 3 ? address : undefined);
      written.push(text);
      if (n === 40) await writes("Nora", house.shop, "here again");
    }
    const found: string[] = [];
    let pages = 0;
    for (let before: string | null | undefined; before !== null; pages += 1) {
      const one = await page(here, all, before);
      expect(one.entries.length).toBeLessThanOrEqual(50);
      found.unshift(...textsIn(one));
      before = one.before;
    }
    expect(found).toEqual(written);
    expect(pages).toBe(2);
    // The same pages for who sees only a part.
    const press: string[] = [];
    for (let before: string | null | undefined; before !== null; ) {
      const one = await page(here, both, before);
      press.unshift(...textsIn(one));
      before = one.before;
    }
    expect(press).toEqual(written.filter((_, n) => n % 7 < 3));
  });

  it("W89 holds later conversations of the same identity; earlier ones stand in the thread already", async () => {
    const otto = await writes("Otto", house.shop, "first");
    const first = await conversationOf(otto);
    await house.as(all, "POST", `/conversations/${first}/open`, { steal: true });
    await house.as(all, "PUT", `/conversations/${first}/status`, { status: "resolved" });
    await writes("Otto", house.shop, "second");
    const second = await conversationOf(otto);
    expect(second).not.toBe(first);
    expect(textsIn(await page(first, both))).toEqual(["second"]);
    expect(await channels(first, both)).toMatchObject({
      channels: [{ conversations: 2, newestId: second }],
      beyond: true,
    });
    expect(textsIn(await page(second, both))).toEqual([]);
    expect(await channels(second, both)).toMatchObject({ channels: [{ conversations: 2 }], beyond: false });
  });

  it("W89 W128 masked words, internal comments and what was not read stay as they are in their own conversation", async () => {
    const address = "pia@lumen.example";
    const here = await conversationOf(await writes("Pia", house.shop, "here", address));
    const there = await conversationOf(await writes("Pia at the press", house.press, "my card is 4711", address));
    const comment = { id: uuidV7(), kind: "comment", text: "For colleagues", attachmentIds: [] };
    await house.as(all, "POST", `/conversations/${there}/messages`, comment);
    const [entry] = (await page(here, both)).entries;
    await house.as(all, "POST", `/messages/${entry?.id}/masking`, {});
    const now = await page(here, both);
    expect(now.entries).toMatchObject([
      { kind: "inbound", masked: true },
      { kind: "comment", text: "For colleagues" },
    ]);
    expect(JSON.stringify(now)).not.toContain("4711");
    const marks = await system()
      .selectFrom("read_marks")
      .select("conversation_id")
      .where("user_id", "=", both.id)
      .where("conversation_id", "=", there)
      .execute();
    expect(marks).toEqual([]);
  });

  it("W89 W125 a contact whose deletion has begun is nobody's history any more", async () => {
    const address = "rosa@lumen.example";
    const here = await conversationOf(await writes("Rosa", house.shop, "here", address));
    const there = await writes("Rosa at the press", house.press, "to be forgotten", address);
    expect(textsIn(await page(here, both))).toEqual(["to be forgotten"]);
    const asked = await house.as(all, "POST", `/contacts/${there}/deletion`, { hint: "case 4711" });
    expect(asked.status).toBeLessThan(300);
    expect(textsIn(await page(here, both))).toEqual([]);
    expect((await channels(here, both)).channels).toMatchObject([{ channelId: house.shop, conversations: 1 }]);
  });

  it("W89 reads a person's conversations by index, however many there are of all", async () => {
    const vera = await writes("Vera", house.shop, "here");
    const here = await conversationOf(vera);
    await sql`
      insert into conversations (organization_id, id, channel_id, identity_id, contact_id, visibility, thread_key, status, queue_at, last_seq, created_at)
      select c.organization_id, gen_random_uuid(), c.channel_id, c.identity_id, case when n % 20 = 0 then c.contact_id else o.contact_id end,
        'private', n::text, 'resolved', now(), 1, now() - n * interval '1 minute'
      from conversations c, (select contact_id from conversations where id <> ${here} limit 1) o, generate_series(1, 6000) n
      where c.id = ${here}`.execute(system());
    await sql`
      insert into messages (organization_id, id, conversation_id, channel_id, seq, order_key, kind, author_type, text, sent_at, created_at, changed_at)
      select organization_id, gen_random_uuid(), id, channel_id, 1, 1, 'inbound', 'contact', 'old', created_at, created_at, created_at
      from conversations where thread_key <> ''`.execute(system());
    await sql`analyze conversations, messages, identities, channels`.execute(system());
    const reach = { conversationId: here, contacts: [vera], visible: [house.shop], readerId: both.id };
    const asked: { text: string; values: readonly unknown[] }[] = [];
    const db = {
      executeQuery: async ({ sql: text, parameters }: CompiledQuery) => {
        asked.push({ text, values: parameters });
        return { rows: [] };
      },
    } as unknown as Db;
    const ctx = { db, organizationId: house.test.organizationId } as Ctx;
    await loadChannelsOfPerson(ctx, reach);
    await loadCrossChannelMessages(ctx, reach, undefined, 50);
    expect(asked).toHaveLength(2);
    for (const { text, values } of asked) {
      const explain = CompiledQuery.raw(`explain (analyze, format json) ${text}`, [...values]);
      const plan = JSON.stringify((await system().executeQuery(explain)).rows);
      const scanned = [...plan.matchAll(/"Node Type":"Seq Scan"[^{}]*?"Relation Name":"(\w+)"/g)].map((one) => one[1]);
      expect(scanned.filter((table) => table === "messages" || table === "conversations")).toEqual([]);
    }
  });
});
