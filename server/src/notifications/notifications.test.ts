import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { Ctx } from "../db/index.ts";
import { installFailpoints } from "../lib/failpoint.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { listen } from "../testing/permission/line.ts";
import { notificationsListener, sweepNotifications } from "./index.ts";
import { type NotificationsApp, startNotificationsApp } from "./notifications.test-kit.ts";

let test: NotificationsApp;
beforeAll(async () => {
  test = await startNotificationsApp();
});
afterAll(async () => await test?.stop());

const ctx = (): Ctx => ({
  db: test.database.of(test.organizationId),
  organizationId: test.organizationId,
  actor: { type: "system", name: "Guichet" },
  now: () => new Date(),
  log: test.app.app.parts.log,
});

describe("notifications", () => {
  it("W145 tell of an assignment by somebody else and of nothing one did oneself", async () => {
    const [kai, ana] = [await test.person(), await test.person()];
    const id = await test.conversation("Anna Berg");
    await test.assign(kai, id, kai);
    await test.assign(ana, id, kai);
    await test.heard();
    expect(await test.items(kai)).toEqual([]);
    await test.assign(kai, id, ana);
    await expect
      .poll(() => test.list(ana))
      .toMatchObject({
        unread: 1,
        items: [
          {
            kind: "assigned",
            read: false,
            by: { id: kai.id },
            conversationId: id,
            conversation: { contactName: "Anna Berg", status: "new" },
            channel: { id: test.channelId, name: "Shop" },
          },
        ],
      });
    expect(await test.items(kai)).toEqual([]);
  });

  it("W145 tell of a mention in an internal comment, for whoever sees the channel alone", async () => {
    const [kai, ana] = [await test.person(), await test.person()];
    const id = await test.conversation();
    await test.comment(kai, id, "look at this", [ana, kai]);
    await expect.poll(() => test.kinds(ana)).toEqual(["mentioned"]);
    expect(await test.items(kai)).toEqual([]);
    expect(JSON.stringify(await test.list(ana))).not.toContain("look at this");
  });

  it("W145 tell the author of a message that failed", async () => {
    const kai = await test.person();
    const id = await test.conversation();
    // The channel has no address to send to.
    await test.call(kai, "POST", `/conversations/${id}/messages`, { id: uuidV7(), kind: "reply", text: "hello" });
    await sql`update outbox set held_until = null where conversation_id = ${id}`.execute(test.database.system);
    await expect.poll(() => test.kinds(kai)).toEqual(["send_failed"]);
    expect((await test.items(kai))[0]).toMatchObject({ by: null, conversationId: id });
  });

  it("W145 tell of a conversation that came back by a boomerang", async () => {
    const kai = await test.person();
    const id = await test.conversation();
    await test.assign(kai, id, kai);
    const boomerang = { inMinutes: 15, note: "call" };
    await test.call(kai, "PUT", `/conversations/${id}/status`, { status: "pending", boomerang });
    await sql`update conversations set boomerang_at = now() - interval '1 second' where id = ${id}`.execute(
      test.database.system,
    );
    await expect.poll(() => test.kinds(kai)).toEqual(["boomerang"]);
  });

  it("R76 W78 tell whoever was signed out at that moment so, also after they came back", async () => {
    const [kai, away, here] = [await test.person(), await test.person(), await test.person()];
    await test.call(here, "PUT", "/me/presence", { presence: "available" });
    const id = await test.conversation();
    await test.assign(kai, id, away);
    await test.assign(kai, id, here);
    await expect.poll(() => test.items(away)).toMatchObject([{ kind: "assigned", whileOffline: true }]);
    await expect.poll(() => test.items(here)).toMatchObject([{ kind: "assigned", whileOffline: false }]);
    // A last sign of life of a browser whose session has ended makes nobody present.
    const gone = await test.person();
    await test.call(gone, "PUT", "/me/presence", { presence: "available" });
    await sql`delete from sessions where user_id = ${gone.id}`.execute(test.database.system);
    await test.assign(kai, id, gone);
    const toldGone = sql<{ away: boolean }>`select while_offline as away from notifications where user_id = ${gone.id}`;
    await expect.poll(async () => (await toldGone.execute(test.database.system)).rows).toEqual([{ away: true }]);
    await test.call(away, "PUT", "/me/presence", { presence: "available" });
    expect(await test.items(away)).toMatchObject([{ whileOffline: true }]);
  });

  it("W145 I22 are gone when access to the channel is lost, and nobody reads or answers for somebody else", async () => {
    const [kai, ana] = [await test.person(), await test.person()];
    const id = await test.conversation();
    await test.assign(kai, id, ana);
    await expect.poll(() => test.kinds(ana)).toEqual(["assigned"]);
    const [item] = await test.items(ana);
    const path = `/api/v1/notifications/${item?.id}/read`;
    expect((await test.app.call("PUT", path, { as: kai })).status).toBe(404);
    expect((await test.app.call("PUT", `/api/v1/notifications/${uuidV7()}/read`, { as: ana })).status).toBe(404);
    const access = { accessMode: "channels", channels: [] };
    await test.call(test.app.admin, "PUT", `/users/${ana.id}/access`, access);
    expect(await test.list(ana)).toEqual({ items: [], next: null, unread: 0 });
    expect((await test.app.call("PUT", path, { as: ana })).status).toBe(404);
    const back = { accessMode: "channels", channels: [{ channelId: test.channelId, role: "viewer" }] };
    await test.call(test.app.admin, "PUT", `/users/${ana.id}/access`, back);
    expect(await test.kinds(ana)).toContain("assigned");
  });

  it("W145 are read one by one, up to one, or with their conversation, and what came meanwhile stays unread", async () => {
    const [kai, ana] = [await test.person(), await test.person()];
    const ids = [await test.conversation(), await test.conversation(), await test.conversation()] as const;
    for (const [index, id] of ids.entries()) {
      await test.assign(kai, id, ana);
      await expect.poll(async () => (await test.list(ana)).unread).toBe(index + 1);
    }
    const [newest, middle, oldest] = await test.items(ana);
    await test.call(ana, "PUT", `/notifications/${middle?.id}/read`);
    await test.call(ana, "PUT", `/notifications/${middle?.id}/read`);
    expect((await test.items(ana)).map((item) => item.read)).toEqual([false, true, false]);
    await test.call(ana, "PUT", "/notifications/read", { conversationId: oldest?.conversationId });
    expect(await test.list(ana)).toMatchObject({ unread: 1 });
    await test.comment(kai, ids[0], "and", [ana]);
    await expect.poll(async () => (await test.list(ana)).unread).toBe(2);
    await test.call(ana, "PUT", "/notifications/read", { upTo: newest?.id });
    expect((await test.items(ana)).map((item) => [item.kind, item.read])).toEqual([
      ["mentioned", false],
      ["assigned", true],
      ["assigned", true],
      ["assigned", true],
    ]);
  });

  it("W145 come in pages, newest first", async () => {
    const [kai, ana] = [await test.person(), await test.person()];
    const id = await test.conversation();
    for (let i = 0; i < 5; i += 1) await test.comment(kai, id, `no ${i}`, [ana]);
    await expect.poll(async () => (await test.list(ana)).items.length).toBe(5);
    const all = (await test.items(ana)).map((item) => item.id);
    const first = (await test.call(ana, "GET", "/notifications?limit=3")) as { items: { id: string }[]; next: string };
    const rest = (await test.call(ana, "GET", `/notifications?limit=3&after=${first.next}`)) as typeof first;
    expect([...first.items, ...rest.items].map((item) => item.id)).toEqual(all);
    expect(rest.next).toBeNull();
    for (const query of ["limit=0", "limit=101", "after=x", "other=1"])
      expect((await test.app.call("GET", `/api/v1/notifications?${query}`, { as: ana })).status, query).toBe(400);
  });

  it("W145 say that a conversation was deleted since, and hold nothing of its contact", async () => {
    const [kai, ana] = [await test.person(), await test.person()];
    const id = await test.conversation("Vanishing Vera");
    await test.assign(kai, id, ana);
    await expect.poll(() => test.kinds(ana)).toEqual(["assigned"]);
    const kept = await sql`select * from notifications where conversation_id = ${id}`.execute(test.database.system);
    expect(JSON.stringify(kept.rows)).not.toContain("Vera");
    await sql`delete from messages where conversation_id = ${id}`.execute(test.database.system);
    await sql`delete from conversations where id = ${id}`.execute(test.database.system);
    expect(await test.items(ana)).toMatchObject([{ conversationId: id, conversation: null }]);
  });

  it("W145 say nothing of a muted contact", async () => {
    const [kai, ana] = [await test.person(), await test.person()];
    const [muted, other] = [await test.conversation(), await test.conversation()];
    await sql`update identities set muted_at = now() where id = (select identity_id from conversations where id = ${muted})`.execute(
      test.database.system,
    );
    await test.assign(kai, muted, ana);
    await test.comment(kai, muted, "hm", [ana]);
    await test.assign(kai, other, ana);
    await expect.poll(async () => (await test.items(ana)).map((item) => item.conversationId)).toEqual([other]);
  });

  it("W145 I5 a repeated event tells nobody twice, whoever handles it at the same time", async () => {
    const [kai, ana] = [await test.person(), await test.person()];
    const id = await test.conversation();
    await test.assign(kai, id, ana);
    await expect.poll(() => test.kinds(ana)).toEqual(["assigned"]);
    const event = await test.newest("conversation.assigned");
    await sql`delete from notifications where user_id = ${ana.id}`.execute(test.database.system);
    const handle = () =>
      test.database
        .of(test.organizationId)
        .transaction()
        .execute((db) => notificationsListener.handle(event, { ...ctx(), db }));
    await Promise.all([handle(), handle(), handle()]);
    await handle();
    expect(await test.kinds(ana)).toEqual(["assigned"]);
    const told = await sql<{ count: number }>`
      select count(*)::int as count from (select data, type from event_inbox union all select data, type from event_log) e
      where type = 'notifications.changed' and data ->> 'userId' = ${ana.id}`.execute(test.database.system);
    // The first time and, after it was taken away, once more.
    expect(told.rows[0]?.count).toBe(2);
  });

  it("W145 I4 a death half-way leaves nothing, and the next try tells once", async () => {
    const [kai, ana] = [await test.person(), await test.person()];
    const id = await test.conversation();
    let deaths = 0;
    const remove = installFailpoints((name) => {
      if (name !== "notifications.before_commit" || deaths > 1) return undefined;
      deaths += 1;
      throw new Error("killed");
    });
    onTestFinished(remove);
    await test.assign(kai, id, ana);
    await expect.poll(() => test.kinds(ana)).toEqual(["assigned"]);
    expect(deaths).toBe(2);
    await test.heard();
    expect(await test.kinds(ana)).toEqual(["assigned"]);
  });

  it("W145 I22 are told live to their person alone, and so is their reading", async () => {
    const [kai, ana] = [await test.person(), await test.person()];
    const head = await sql<{ position: string }>`select position from event_head`.execute(test.database.system);
    const from = BigInt(head.rows[0]?.position ?? "0");
    const lines = await Promise.all([ana, kai].map((person) => listen(test.app.base, person, from)));
    onTestFinished(() => {
      for (const line of lines) line.socket.terminate();
    });
    const told = (of: number) => (lines[of]?.frames ?? []).filter((frame) => frame.includes('"type":"notifications"'));
    await test.assign(kai, await test.conversation(), ana);
    await expect.poll(() => told(0).length).toBe(1);
    const [item] = await test.items(ana);
    expect(told(0)[0]).toContain(`"added":"${item?.id}"`);
    await test.call(ana, "PUT", `/notifications/${item?.id}/read`);
    await expect.poll(() => told(0).length).toBe(2);
    expect(told(0)[1]).toContain('"added":null');
    await test.heard();
    expect(told(1)).toEqual([]);
  });

  it("W145 are swept after 90 days", async () => {
    const [kai, ana] = [await test.person(), await test.person()];
    const id = await test.conversation();
    await test.comment(kai, id, "old", [ana]);
    await test.comment(kai, id, "new", [ana]);
    await expect.poll(async () => (await test.list(ana)).items.length).toBe(2);
    const [kept, old] = await test.items(ana);
    const aged = new Date(Date.now() - 90 * 86_400_000 - 60_000);
    await sql`update notifications set at = ${aged} where id = ${old?.id}`.execute(test.database.system);
    expect(await sweepNotifications(test.app.app.parts)).toBe(1);
    expect((await test.items(ana)).map((item) => item.id)).toEqual([kept?.id]);
  });

  it("W146 what somebody chose in an earlier release stays chosen when there is more to choose", async () => {
    const kai = await test.person();
    const path = "/notification-choices";
    const { choices } = (await test.call(kai, "GET", path)) as { choices: Record<string, unknown> };
    await test.call(kai, "PUT", path, { ...choices, volume: 5 });
    await sql`update notification_choices set choices = (choices - 'quiet') #- '{email,movedConversations}'
      where user_id = ${kai.id}`.execute(test.database.system);
    expect(await test.call(kai, "GET", path)).toMatchObject({
      choices: { volume: 5, quiet: null, email: { movedConversations: false } },
    });
  });

  it("W146 choices are a person's own, and odd ones are refused", async () => {
    const kai = await test.person();
    const path = "/notification-choices";
    const first = (await test.call(kai, "GET", path)) as { choices: Record<string, unknown>; mail: boolean };
    expect(first).toMatchObject({ mail: false, choices: { soundOn: false, email: { assigned: false } } });
    const email = { assigned: true, mentioned: false, waitingAbove: 12, newConversations: true };
    const choices = { ...first.choices, desktop: ["mentioned"], volume: 100, email };
    expect(await test.call(kai, "PUT", path, choices)).toMatchObject({ choices });
    expect(await test.call(kai, "GET", path)).toMatchObject({ choices });
    for (const waitingAbove of [-1, 10_000, 1.5, "5"]) {
      const answer = await test.app.call("PUT", `/api/v1${path}`, {
        as: kai,
        body: { ...choices, email: { ...email, waitingAbove } },
      });
      expect(answer).toMatchObject({ status: 400, body: { error: { fields: [{ path: "email.waitingAbove" }] } } });
    }
    for (const odd of [
      { volume: 101 },
      { sound: ["everything"] },
      { soundOn: "yes" },
      { quiet: { from: "7", until: "8" } },
    ])
      expect(
        (await test.app.call("PUT", `/api/v1${path}`, { as: kai, body: { ...choices, ...odd } })).status,
        JSON.stringify(odd),
      ).toBe(400);
    expect(await test.call(await test.person(), "GET", path)).toMatchObject({ choices: { volume: 60 } });
  });
});
