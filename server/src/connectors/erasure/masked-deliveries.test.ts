import type { DeliveryId, MaskingRules } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildWorld, type World } from "../../conversations/conversations.test-kit.ts";
import { createLog } from "../../lib/log.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { createAcceptor } from "../accept-delivery.ts";
import type { InboundItem } from "../connector.ts";
import { retryProblem } from "../problems.ts";
import { startProcessor } from "../process-delivery.ts";
import { eraseDeliveries } from "./erase-deliveries.ts";
import { erasureListener } from "./erasure.listeners.ts";

const CARD = "4111 1111 1111 1111";
const MASKED = "XXXX XXXX XXXX 1111";

let world: World;
let processor: ReturnType<typeof startProcessor>;
let items: readonly InboundItem[];
let problems: { path: string; reason: string }[];
const routed: string[] = [];
beforeAll(async () => {
  world = await buildWorld();
  processor = startProcessor({
    database: world.database,
    connectors: new Map([["api", { parse: () => ({ items, problems }) } as never]]),
    channelsOf: async () => [
      {
        id: world.channelId,
        organizationId: world.organizationId,
        platform: "api",
        externalId: world.channelId,
      } as never,
    ],
    // What routes and automates sees what is stored, never more.
    stepsOf: async () => [
      (facts) => {
        routed.push(facts.text);
        return {};
      },
    ],
    now: () => new Date(),
    log: createLog("silent"),
    wake: () => undefined,
    typing: () => undefined,
    acknowledge: () => undefined,
  });
});
afterAll(async () => {
  await processor.stop();
  await world.close();
});
beforeEach(async () => {
  problems = [];
  await setRules({ automatic: true });
});

async function setRules(rules: Partial<MaskingRules>): Promise<void> {
  const whole = { manual: true, automatic: false, patterns: [], ...rules };
  await world.database.system
    .updateTable("organizations")
    .set({ masking: JSON.stringify(whole) })
    .execute();
}

/** Takes a delivery in whose body lies what it parses to, as it would come by a webhook. */
async function take(...given: InboundItem[]): Promise<DeliveryId> {
  items = given;
  const stored: { id: DeliveryId }[] = [];
  const accept = createAcceptor({
    database: world.database,
    now: () => new Date(),
    onStored: (delivery) => stored.push(delivery),
  });
  const { organizationId, endpointId } = world;
  const body = Buffer.from(JSON.stringify(given));
  const { id } = await accept({ organizationId, endpointId, platform: "api", path: "", headers: {}, body });
  await processor.replay(stored[0] as never);
  return id;
}

const message = (over: Partial<Extract<InboundItem, { type: "message" }>> = {}): InboundItem => ({
  ...{ channelExternalId: world.channelId as string, occurredAt: Date.now(), party: { externalId: uuidV7() } },
  ...{ type: "message", externalId: uuidV7(), direction: "in", text: `pay with ${CARD}`, media: [] },
  ...{ visibility: "private", automatic: false, ...over },
});
const bodyOf = async (id: DeliveryId) =>
  await world.database.system
    .selectFrom("deliveries")
    .select(["body", "erasure", "state"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
const messageOf = async (delivery: DeliveryId) =>
  await world.database.system
    .selectFrom("messages")
    .selectAll()
    .where("delivery_id", "=", delivery)
    .executeTakeFirstOrThrow();

/** Every table that has the number in any spelling; bytes are looked into as well. */
async function tablesWith(digits: RegExp): Promise<string[]> {
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(
    world.database.system,
  );
  const found: string[] = [];
  for (const { name } of tables.rows) {
    const rows = await sql<{ t: string }>`select t::text as t from ${sql.table(name)} as t`.execute(
      world.database.system,
    );
    const texts = rows.rows.map(({ t }) =>
      t.replaceAll(/\\x((?:[0-9a-f]{2})+)/g, (_, hex: string) => Buffer.from(hex, "hex").toString("latin1")),
    );
    if (texts.some((text) => digits.test(text))) found.push(name);
  }
  return found;
}
const ANY_CARD = /4111[ -]?1111[ -]?1111[ -]?1111/;

describe("W129 masking before anything is stored", () => {
  it("text, subject, HTML, quoted text and names of files; nothing routes by more, and no table keeps the number", async () => {
    const media = [{ kind: "file" as const, ref: "https://example.org/a", name: "card_4111111111111111.txt" }];
    const withFile = await take(
      message({
        text: `my card\n> ${CARD}`,
        subject: "4111-1111-1111-1111",
        html: `<p>4111 <b>1111</b>&nbsp;1111 1111</p>`,
        context: { subject: "4111-1111-1111-1111", messageId: "<4111111111111111@mail.example>" },
      }),
    );
    expect(await messageOf(withFile)).toMatchObject({
      text: `my card\n> ${MASKED}`,
      subject: "XXXX-XXXX-XXXX-1111",
      context: { subject: "XXXX-XXXX-XXXX-1111", messageId: "<4111111111111111@mail.example>" },
    });
    expect(routed.at(-1)).toBe(`my card\n> ${MASKED}`);
    expect(await bodyOf(withFile)).toEqual({ body: null, erasure: "done", state: "done" });
    // The id of a mail is no content: answers need it.
    await world.database.system.updateTable("messages").set({ context: null }).execute();
    expect(await tablesWith(ANY_CARD)).toEqual([]);
    const named = await take(message({ text: "see the file", media }));
    const { id } = await messageOf(named);
    expect(
      await world.database.system.selectFrom("attachments").select("name").where("message_id", "=", id).execute(),
    ).toEqual([{ name: "card_XXXXXXXXXXXX1111.txt" }]);
    await world.database.system.deleteFrom("attachments").execute();
    await eraseDeliveries({ database: world.database, now: () => new Date() });
    expect(await tablesWith(ANY_CARD)).toEqual([]);
  });

  it("own patterns, and social security numbers", async () => {
    await setRules({ automatic: true, patterns: [{ name: "Customer", pattern: "KD-######" }] });
    const id = await take(message({ text: "078-05-1120, KD-123456" }));
    expect((await messageOf(id)).text).toBe("XXX-XX-1120, ██-██████");
  });

  it("switched off, or written by the brand elsewhere, or without a number: as it came, and the raw delivery stays", async () => {
    const echo = await take(message({ direction: "echo" }));
    expect((await messageOf(echo)).text).toContain(CARD);
    const harmless = await take(message({ text: "order 4111111111111112" }));
    expect((await bodyOf(harmless)).body?.toString()).toContain("4111111111111112");
    await setRules({ automatic: false });
    const off = await take(message());
    expect((await messageOf(off)).text).toContain(CARD);
    expect((await bodyOf(off)).erasure).toBeNull();
  });

  it("an edit of the contact is masked too, also one that comes before its message", async () => {
    const externalId = uuidV7();
    const party = { externalId: uuidV7() };
    const edit = { channelExternalId: world.channelId as string, occurredAt: Date.now() + 1000, party };
    const early = await take({ ...edit, type: "message_edited", externalId, text: `now ${CARD}` });
    expect(await bodyOf(early)).toMatchObject({ body: null, erasure: "done" });
    const first = await take(message({ externalId, party, text: "first" }));
    expect((await messageOf(first)).text).toBe(`now ${MASKED}`);
  });

  it("the raw delivery stays while an attachment is to be read from it, and not for longer than a day", async () => {
    const media = [{ kind: "file" as const, ref: "part:2", name: "a.pdf" }];
    const now = () => new Date();
    const [soon, never] = [await take(message({ media })), await take(message({ media }))];
    await eraseDeliveries({ database: world.database, now });
    expect((await bodyOf(soon)).body).not.toBeNull();
    await world.database.system
      .updateTable("attachments")
      .set({ state: "stored" })
      .where("message_id", "=", (await messageOf(soon)).id)
      .execute();
    await eraseDeliveries({ database: world.database, now });
    expect(await bodyOf(soon)).toMatchObject({ body: null, erasure: "done" });
    expect((await bodyOf(never)).body).not.toBeNull();
    await eraseDeliveries({ database: world.database, now: () => new Date(Date.now() + 25 * 3_600_000) });
    expect((await bodyOf(never)).body).toBeNull();
  });

  it("I16 a delivery whose body is gone is not processed again: nothing would be read in its place", async () => {
    problems = [{ path: "$[1]", reason: "unreadable" }];
    const id = await take(message());
    const ctx = world.ctx(world.ana);
    const deps = { database: world.database, process: () => undefined };
    await expect(retryProblem(deps, ctx, `d:${id}`)).rejects.toMatchObject({ code: "message_not_retryable" });
    expect((await bodyOf(id)).state).toBe("done");
  });

  it("W128 what a Supervisor masked leaves the raw delivery by the event, however often that is heard", async () => {
    await setRules({ automatic: false });
    const id = await take(message({ text: "Rosebud" }));
    const { id: messageId } = await messageOf(id);
    const event = { type: "message.masked", data: { messageId, attachments: 0 } } as never;
    await erasureListener.handle(event, world.ctx(world.ana) as never);
    await erasureListener.handle(event, world.ctx(world.ana) as never);
    await eraseDeliveries({ database: world.database, now: () => new Date() });
    await erasureListener.handle(event, world.ctx(world.ana) as never);
    expect(await bodyOf(id)).toMatchObject({ body: null, erasure: "done" });
  });

  it("the transaction fails: neither the message nor the erasure is there, and the next try has the words", async () => {
    let failing = true;
    const stepThrows = message({ text: `once ${CARD}` });
    const parse = { parse: () => ({ items: [stepThrows], problems: [] }) };
    const flaky = startProcessor({
      ...{ database: world.database, connectors: new Map([["api", parse as never]]), now: () => new Date() },
      ...{ log: createLog("silent"), wake: () => undefined, typing: () => undefined, acknowledge: () => undefined },
      channelsOf: async () => [
        {
          id: world.channelId,
          organizationId: world.organizationId,
          platform: "api",
          externalId: world.channelId,
        } as never,
      ],
      stepsOf: async () => [
        () => {
          if (failing) throw new Error("a step broke");
          return {};
        },
      ],
    });
    const stored: { id: DeliveryId }[] = [];
    const accept = createAcceptor({
      database: world.database,
      now: () => new Date(),
      onStored: (delivery) => stored.push(delivery),
    });
    const { organizationId, endpointId } = world;
    const body = Buffer.from(`once ${CARD}`);
    const accepted = await accept({ organizationId, endpointId, platform: "api", path: "", headers: {}, body });
    await flaky.replay(stored[0] as never);
    expect(await bodyOf(accepted.id)).toMatchObject({ erasure: null, state: "stored" });
    failing = false;
    await flaky.replay(stored[0] as never);
    expect(await bodyOf(accepted.id)).toEqual({ body: null, erasure: "done", state: "done" });
    expect((await messageOf(accepted.id)).text).toBe(`once ${MASKED}`);
    await flaky.stop();
  });
});
