import type { AutoResolve, AutoResolveOverride, ConversationId } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addReason, deleteReason } from "../../organizations/resolution-reasons/change-reasons.ts";
import { conversationOf } from "../conversations.look.test-kit.ts";
import { buildMessage, buildWorld, type World } from "../conversations.test-kit.ts";
import { openConversation } from "../hold-conversation.ts";
import { setStatus } from "../set-status.ts";
import { viewConversation } from "../view-conversation.ts";
import { earlier, resolvesAt } from "./auto-resolve.ts";
import { listDue } from "./due.sql.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const DEFAULTS: AutoResolve = { new: { hours: 720, reasonId: null }, pending: { hours: 720, reasonId: null } };
let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());
beforeEach(async () => {
  world.clock.at = new Date("2026-03-01T12:00:00.000Z");
  await setOrganization(DEFAULTS);
  await setChannel({});
});

const kai = () => world.ctx(world.kai);
let people = 0;

async function start(): Promise<{ from: string; id: ConversationId }> {
  people += 1;
  const from = `old-${people}`;
  await write(from);
  return { from, id: await conversationOf(world, from) };
}

async function write(from: string, occurredAt = world.now().getTime()): Promise<void> {
  await world.receive(buildMessage(world, { from, occurredAt }));
}

async function setOrganization(terms: AutoResolve, autoResolve = true): Promise<void> {
  const reasons = { bulk: false, autoResolve, automation: false };
  await world.database.system
    .updateTable("organizations")
    .set({ auto_resolve: JSON.stringify(terms), reasons_asked: JSON.stringify(reasons) })
    .where("id", "=", world.organizationId)
    .execute();
}

async function setChannel(terms: AutoResolveOverride): Promise<void> {
  await world.database.system
    .updateTable("channels")
    .set({ auto_resolve: JSON.stringify(terms) })
    .where("id", "=", world.channelId)
    .execute();
}

const statusOf = async (id: ConversationId) => (await viewConversation(kai(), id)).conversation.status;
const lastLineOf = async (id: ConversationId) =>
  (await viewConversation(kai(), id)).entries.findLast(
    (entry) => entry.type === "audit" && entry.action === "resolved",
  );

async function after(milliseconds: number): Promise<void> {
  world.clock.pass(milliseconds);
  await world.settle();
}

describe("auto-resolve", () => {
  it("R19 W58 New is resolved 30 days after the contact's last message, not a moment before", async () => {
    const { from, id } = await start();
    await after(20 * DAY);
    await write(from);
    await after(10 * DAY);
    expect(await statusOf(id)).toBe("new");
    await after(20 * DAY - 1);
    expect(await statusOf(id)).toBe("new");
    await after(1);
    expect(await statusOf(id)).toBe("resolved");
    expect(await lastLineOf(id)).toMatchObject({ actor: { type: "system" } });
  });

  it("R19 W58 New and Pending have a time each; Pending counts from the move there, and the assignment goes (T8, T9)", async () => {
    await setOrganization({ new: { hours: 48, reasonId: null }, pending: { hours: 24, reasonId: null } });
    const [one, two] = [await start(), await start()];
    await after(40 * HOUR);
    await setStatus(kai(), two.id, { status: "pending" });
    await world.database.system
      .updateTable("conversations")
      .set({ assignee_id: world.ana })
      .where("id", "=", two.id)
      .execute();
    await after(8 * HOUR);
    expect([await statusOf(one.id), await statusOf(two.id)]).toEqual(["resolved", "pending"]);
    await after(16 * HOUR);
    expect((await viewConversation(kai(), two.id)).conversation).toMatchObject({ status: "resolved", assignee: null });
  });

  it("W58 what comes back to New ages anew", async () => {
    await setOrganization({ new: { hours: 24, reasonId: null }, pending: { hours: 720, reasonId: null } });
    const { id } = await start();
    await setStatus(kai(), id, { status: "pending", boomerang: { inMinutes: 5 * 1440, note: "" } });
    await after(5 * DAY);
    await after(24 * HOUR - 1);
    expect(await statusOf(id)).toBe("new");
    await after(1);
    expect(await statusOf(id)).toBe("resolved");
  });

  it("I24 a message that a platform dates years back, or ahead, ages by our clock", async () => {
    for (const occurredAt of ["2001-01-01T00:00:00Z", "2031-01-01T00:00:00Z"]) {
      const from = `dated-${occurredAt}`;
      const before = world.now();
      await write(from, Date.parse(occurredAt));
      const id = await conversationOf(world, from);
      await after(30 * DAY - 1);
      expect(await statusOf(id), occurredAt).toBe("new");
      await after(1);
      expect(await statusOf(id), occurredAt).toBe("resolved");
      world.clock.at = before;
    }
  });

  it("R20 W59 a channel has values of its own, each by itself", async () => {
    await setOrganization({ new: { hours: 48, reasonId: null }, pending: { hours: 48, reasonId: null } });
    await setChannel({ new: { hours: 5, reasonId: null } });
    const [one, two] = [await start(), await start()];
    await setStatus(kai(), two.id, { status: "pending" });
    await after(5 * HOUR);
    expect([await statusOf(one.id), await statusOf(two.id)]).toEqual(["resolved", "pending"]);
    await after(43 * HOUR);
    expect(await statusOf(two.id)).toBe("resolved");
  });

  it("R21 W60 a change is for what arrives afterwards: waiting ones keep their time, also when they move to Pending", async () => {
    const [one, two, three] = [await start(), await start(), await start()];
    await setStatus(kai(), two.id, { status: "pending" });
    await setOrganization({ new: { hours: 2, reasonId: null }, pending: { hours: 1, reasonId: null } });
    await setStatus(kai(), one.id, { status: "pending" });
    const fresh = await start();
    await write(three.from);
    await after(2 * HOUR);
    const statuses = await Promise.all([one, two, three, fresh].map(({ id }) => statusOf(id)));
    expect(statuses).toEqual(["pending", "pending", "resolved", "resolved"]);
    await after(30 * DAY);
    expect([await statusOf(one.id), await statusOf(two.id)]).toEqual(["resolved", "resolved"]);
  });

  it("R21 W60 and longer again: who arrived under the short time keeps that", async () => {
    await setOrganization({ new: { hours: 2, reasonId: null }, pending: { hours: 1, reasonId: null } });
    const { from, id } = await start();
    await setOrganization(DEFAULTS);
    await after(HOUR);
    const other = await start();
    await after(HOUR);
    expect([await statusOf(id), await statusOf(other.id)]).toEqual(["resolved", "new"]);
    await write(from);
    await after(2 * HOUR);
    expect(await statusOf(await conversationOf(world, from))).toBe("new");
  });

  it("R19 W61 W66 its reason stands in the trail, unless reasons are off for auto-resolve or it was deleted", async () => {
    const ctx = { ...kai(), by: { name: "Kai Wong", address: "" } };
    const reason = await addReason(ctx, { name: "No answer" });
    const gone = await addReason(ctx, { name: "Gone" });
    await setOrganization({ new: { hours: 1, reasonId: reason.id }, pending: { hours: 1, reasonId: gone.id } });
    const [one, two] = [await start(), await start()];
    await setStatus(kai(), two.id, { status: "pending" });
    await setOrganization(DEFAULTS);
    await deleteReason(ctx, gone.id);
    await after(HOUR);
    expect(await lastLineOf(one.id)).toMatchObject({ subject: { reason: "No answer" } });
    expect((await lastLineOf(two.id)) as object).toMatchObject({ subject: {} });
    await setOrganization({ new: { hours: 1, reasonId: reason.id }, pending: { hours: 1, reasonId: null } }, false);
    const three = await start();
    await after(HOUR);
    expect(JSON.stringify(await lastLineOf(three.id))).not.toContain("No answer");
  });

  it("waits while somebody is in it", async () => {
    await setOrganization({ new: { hours: 1, reasonId: null }, pending: { hours: 1, reasonId: null } });
    const { id } = await start();
    await openConversation(kai(), id, false);
    await after(HOUR);
    await after(59_000);
    expect(await statusOf(id)).toBe("new");
    await setStatus(kai(), id, { status: "pending" });
    await setStatus(kai(), id, { status: "new" });
    await after(HOUR);
    expect(await statusOf(id)).toBe("resolved");
  });

  it("I12 of five workers at once one resolves, and a message at that moment is never lost in it", async () => {
    await setOrganization({ new: { hours: 1, reasonId: null }, pending: { hours: 1, reasonId: null } });
    for (let round = 0; round < 8; round += 1) {
      const { from, id } = await start();
      world.clock.pass(HOUR);
      await Promise.all([world.settle(), write(from, world.now().getTime()), world.settle(), world.settle()]);
      await world.settle();
      const newest = await conversationOf(world, from);
      expect(await statusOf(newest)).toBe("new");
      const lines = (await viewConversation(kai(), id)).entries.filter(
        (entry) => entry.type === "audit" && entry.conversationId === id && entry.action === "resolved",
      );
      expect(lines.length).toBe(newest === id ? 0 : 1);
    }
  });

  it("finds what is due by an index and never walks over the rest", async () => {
    const plan = await world.database.system.transaction().execute(async (trx) => {
      const { sql } = await import("kysely");
      await sql`set local enable_seqscan = off`.execute(trx);
      const kept: unknown[] = [];
      await listDue({ system: explaining(trx, kept) as never }, world.now(), [], 100);
      return JSON.stringify(kept);
    });
    expect(plan).toContain("conversations_boomerang");
    expect(plan).toContain("conversations_resolve");
    expect(plan).not.toMatch(/Seq Scan on conversations/);
  });
});

/** The same door, asked for the plan of what it runs. */
function explaining(trx: object, kept: unknown[]): object {
  return new Proxy(trx, {
    get(target, name, receiver) {
      const value = Reflect.get(target, name, receiver);
      if (name !== "getExecutor") return value;
      return () => {
        const executor = (value as () => { executeQuery(query: object): Promise<{ rows: unknown[] }> }).call(target);
        return new Proxy(executor, {
          get(inner, key) {
            const own = Reflect.get(inner, key);
            if (key !== "executeQuery") return typeof own === "function" ? own.bind(inner) : own;
            return async (query: { sql: string }) => {
              const answer = await inner.executeQuery({ ...query, sql: `explain ${query.sql}` });
              kept.push(...answer.rows);
              return { rows: [] };
            };
          },
        });
      };
    },
  });
}

describe("how old is too old", () => {
  const terms: AutoResolve = { new: { hours: 2, reasonId: null }, pending: { hours: 1, reasonId: null } };
  const ages = { statusSince: new Date(0), arrivedAt: new Date(HOUR) };

  it("W58 counts in New from the later of return and message, in Pending from the move, in Resolved never", () => {
    expect(resolvesAt("new", terms, ages)).toEqual(new Date(3 * HOUR));
    expect(resolvesAt("new", terms, { ...ages, statusSince: new Date(5 * HOUR) })).toEqual(new Date(7 * HOUR));
    expect(resolvesAt("pending", terms, ages)).toEqual(new Date(HOUR));
    expect(resolvesAt("resolved", terms, ages)).toBeNull();
  });

  it("the stored moment is never later than the true one", () => {
    expect(earlier(new Date(5), new Date(9))).toEqual(new Date(5));
    expect(earlier(new Date(9), new Date(5))).toEqual(new Date(5));
    expect(earlier(null, new Date(5))).toEqual(new Date(5));
    expect(earlier(new Date(5), null)).toBeNull();
  });
});
