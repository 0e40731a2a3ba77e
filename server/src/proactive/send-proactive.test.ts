import type { ConversationRow } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { wasAnswered } from "../conversations/answer-owed/answers.sql.ts";
import { conversationsListener } from "../conversations/conversations.listeners.ts";
import { conversationOf, conversationsOf } from "../conversations/conversations.look.test-kit.ts";
import { openConversation } from "../conversations/hold-conversation.ts";
import { claimSends } from "../conversations/outbox.sql.ts";
import { recordSend } from "../conversations/sending/record-send.ts";
import { setStatus } from "../conversations/set-status.ts";
import { HOUR, MINUTE } from "../conversations/time/time.test-kit.ts";
import { viewConversation } from "../conversations/view-conversation.ts";
import { type Ctx, type Database, openDatabase } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { followProactive, listProactive } from "./follow-proactive.ts";
import { buildProactiveWorld, type ProactiveWorld } from "./proactive.test-kit.ts";

let world: ProactiveWorld;
let another: Database;
let people = 0;
let number = "";

beforeAll(async () => {
  world = await buildProactiveWorld();
  another = await openDatabase({ url: world.url });
});
afterAll(async () => {
  await another?.close();
  await world?.close();
});
beforeEach(async () => {
  people += 1;
  number = `+336000000${String(people).padStart(2, "0")}`;
  // The minute of the test before is over.
  world.clock.at = new Date((world.clock.at ?? new Date()).getTime() + 2 * MINUTE);
});

const ctxOf = () => world.ctxOf();
const send = async (more: object = {}, key?: string, database = world.database) =>
  await world.sendTo(number, more, key, database);
const rows = async (): Promise<ConversationRow[]> =>
  await Promise.all((await conversationsOf(world, number)).map(({ id }) => world.rowOf(id)));
const messagesOf = async (database = world.database) =>
  (await database.system.selectFrom("messages").select(["id", "text"]).where("kind", "=", "outbound").execute()).length;
const refusal = async (work: Promise<unknown>) =>
  await work.then(
    () => undefined,
    (error: { code: string; fields: object[]; retryAfterSeconds?: number }) => error,
  );

describe("R168 W164 what a program sends", () => {
  it("R168 makes the contact and a conversation that is not New, nobody's, and answers nobody", async () => {
    await send();
    const [row] = await rows();
    expect(row).toMatchObject({
      ...{ status: "pending", assignee: null, waitingSince: null, boomerang: null, contact: { name: number } },
      lastMessage: { kind: "outbound", text: "Your lamp is ready.", authorName: "Orders" },
    });
    const { entries } = await viewConversation(world.ctx(world.kai), await conversationOf(world, number));
    expect(entries).toMatchObject([
      { type: "audit", action: "started", actor: { type: "app", name: "Orders" } },
      { type: "message", author: { type: "app", name: "Orders" }, delivery: { state: "queued" } },
    ]);
  });

  it("R168 T4 the contact's answer makes it New, with what was sent above it; nobody has answered yet (R89)", async () => {
    await send();
    await world.write(number, "Thank you!");
    expect(await rows()).toMatchObject([{ status: "new", waitingSince: expect.anything() }]);
    const id = await conversationOf(world, number);
    const { entries } = await viewConversation(world.ctx(world.kai), id);
    const texts = entries.flatMap((entry) => (entry.type === "message" ? [entry.text] : []));
    expect(texts).toEqual(["Your lamp is ready.", "Thank you!"]);
    await send({ text: "It stays until Friday." });
    expect(await wasAnswered(world.ctx(world.kai), id, null)).toBe(false);
  });

  it("R168 goes into the open conversation and changes neither status, place, wait, assignment nor lock", async () => {
    await world.write(number, "Where is my lamp?");
    const id = await conversationOf(world, number);
    await openConversation(world.ctx(world.ana), id, true);
    const [before] = await rows();
    await send();
    const [after] = await rows();
    const keep = ({ status, queueAt, waitingSince, assignee, lock }: ConversationRow) => ({
      ...{ status, queueAt, waitingSince, assignee, lock },
    });
    expect(await rows()).toHaveLength(1);
    expect(after?.lastMessage?.text).toBe("Your lamp is ready.");
    expect(keep(after as ConversationRow)).toEqual(keep(before as ConversationRow));
    expect(after?.status).toBe("new");
  });

  it("R168 after Resolved it begins another one, for the same contact", async () => {
    await world.write(number, "Hello");
    const id = await conversationOf(world, number);
    await setStatus(world.ctx(world.kai), id, { status: "resolved" });
    await send();
    const all = await rows();
    expect(all.map(({ status }) => status).toSorted()).toEqual(["pending", "resolved"]);
    expect(new Set(all.map(({ contact }) => contact.id)).size).toBe(1);
  });

  it("R168 makes nothing New by itself: neither the system's boomerang nor a send that fails", async () => {
    await world.setSystemBoomerang(1);
    const { correlationId } = await send();
    const id = await conversationOf(world, number);
    await sql`update outbox set next_attempt_at = now()`.execute(world.database.system);
    const scope = { database: world.database, now: world.now };
    const claim = (await claimSends(world.database, [], 50)).find((one) => one.conversation_id === id);
    if (claim === undefined) throw new Error("nothing was queued");
    const error = { kind: "recipient_unavailable", code: "30003", message: "Switched off" } as const;
    await recordSend(scope, claim, { outcome: "failed", error });
    const event = await world.database.system
      .selectFrom("event_inbox")
      .select(["data"])
      .where("type", "=", "message.delivery_changed")
      .where("conversation_id", "=", id)
      .executeTakeFirstOrThrow();
    await conversationsListener.handle(
      { type: "message.delivery_changed", data: event.data } as never,
      { ...ctxOf(), actor: { type: "system", name: "test" } } as never,
    );
    world.clock.pass(3 * HOUR);
    await world.settle();
    await world.setSystemBoomerang(null);
    expect(await rows()).toMatchObject([{ status: "pending", lastMessage: { deliveryState: "failed" } }]);
    expect(await listProactive(ctxOf(), correlationId, "FAILED")).toEqual([
      { status: "FAILED", contact: number, reason: "Switched off" },
    ]);
  });

  it("R168 all that is wrong with a call is told at once, and nothing is kept", async () => {
    const before = await messagesOf();
    expect(await refusal(send({ medium: "Fax", contact: "0612345678" }))).toMatchObject({
      ...{ code: "invalid_input", fields: [{ path: "medium" }, { path: "contact" }] },
    });
    expect(await refusal(send({ channel: "Another" }))).toMatchObject({ fields: [{ path: "channel" }] });
    expect(await refusal(send({ text: "a".repeat(6401) }))).toMatchObject({
      ...{ code: "invalid_input", fields: [{ path: "text", problem: "is too long: SMS takes at most 6400" }] },
    });
    expect(await refusal(send({ text: "{{template:hello:en}}" }))).toMatchObject({ fields: [{ path: "text" }] });
    expect(await messagesOf()).toBe(before);
    expect(await rows()).toEqual([]);
  });

  it("R168 the channel may be named by its id, the medium as Twilio SMS", async () => {
    await send({ medium: "twilio sms", channel: world.channelId });
    expect(await rows()).toHaveLength(1);
  });
});

describe("R168 sixty a minute", () => {
  it("R168 holds over two processes at once: the sixty-first is refused with when to come again, and leaves nothing", async () => {
    const before = await messagesOf();
    const calls = Array.from({ length: 70 }, (_, n) => ({ contact: `+4917000000${String(n).padStart(2, "0")}` }));
    const refused: unknown[] = [];
    // As many at once as each process has connections.
    const work = async (database: Database) => {
      for (let call = calls.shift(); call !== undefined; call = calls.shift()) {
        const end = await refusal(send(call, undefined, database));
        if (end !== undefined) refused.push(end);
      }
    };
    await Promise.all(Array.from({ length: 14 }, (_, n) => work(n % 2 === 0 ? world.database : another)));
    expect(refused).toHaveLength(10);
    for (const end of refused) expect(end).toMatchObject({ code: "too_many_requests", retryAfterSeconds: 60 });
    expect(await messagesOf()).toBe(before + 60);
    world.clock.pass(59_000);
    expect(await refusal(send())).toMatchObject({ code: "too_many_requests", retryAfterSeconds: 1 });
    world.clock.pass(1001);
    expect(await refusal(send())).toBeUndefined();
  }, 60_000);
});

describe("R168 I11 Idempotency-Key", () => {
  it("R168 I11 the same key and body, also at once in two processes, is one message; another body is refused", async () => {
    const before = await messagesOf();
    const key = "order-4711";
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        send({ metadata: { a: 1, b: [2] } }, key, n % 2 === 0 ? world.database : another),
      ),
    );
    expect(new Set(answers.map(({ correlationId }) => correlationId)).size).toBe(1);
    expect(await messagesOf()).toBe(before + 1);
    // The order of names says nothing.
    expect(await send({ metadata: { b: [2], a: 1 } }, key)).toEqual(answers[0]);
    expect(await refusal(send({ text: "Something else" }, key))).toMatchObject({
      ...{ code: "already_exists", fields: [{ path: "Idempotency-Key" }] },
    });
    const without = [await send(), await send()];
    expect(new Set(without.map(({ correlationId }) => correlationId)).size).toBe(2);
  });

  it("R168 I22 what another organization sent is not found", async () => {
    const { correlationId } = await send();
    const foreign: Ctx = { ...ctxOf(), organizationId: uuidV7() as never };
    const outside = { ...foreign, db: world.database.of(foreign.organizationId) };
    expect(await followProactive(ctxOf(), correlationId)).toMatchObject({
      total: 1,
      statuses: { PROCESSING: 1, SENT: 0 },
    });
    for (const id of [correlationId, uuidV7(), "no id"])
      expect(await refusal(followProactive(outside, id))).toMatchObject({ code: "not_found" });
  });
});
