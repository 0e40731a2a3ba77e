import type { NotificationKind } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ctx } from "../db/index.ts";
import { notificationsListener } from "./index.ts";
import { type NotificationsApp, startNotificationsApp } from "./notifications.test-kit.ts";

let test: NotificationsApp;
beforeAll(async () => {
  test = await startNotificationsApp();
});
afterAll(async () => await test?.stop());

/** A conversation that somebody has, and knows to have. */
async function mineOf(kai: Awaited<ReturnType<NotificationsApp["person"]>>, name = "Anna Berg") {
  const id = await test.conversation(name);
  await test.assign(kai, id, kai);
  return id;
}

describe("a contact who answers", () => {
  it("W145 in what was Pending is told to whose conversation it is, and to nobody else", async () => {
    const [kai, ana] = [await test.person(), await test.person()];
    const id = await mineOf(kai);
    await test.call(kai, "PUT", `/conversations/${id}/status`, { status: "pending" });
    await test.again(id);
    await expect
      .poll(() => test.list(kai))
      .toMatchObject({
        unread: 1,
        items: [
          {
            ...{ kind: "answered", read: false, by: null, conversationId: id },
            conversation: { contactName: "Anna Berg", status: "new" },
          },
        ],
      });
    expect((await test.items(kai))[0]?.messageId).not.toBeNull();
    await test.again(await test.conversation());
    await test.heard();
    expect(await test.items(ana)).toEqual([]);
    expect(await test.kinds(kai)).toEqual(["answered"]);
  });

  it("W145 ten times is told once until it is read, of each conversation, and then once more", async () => {
    const kai = await test.person();
    const [one, other] = [await mineOf(kai, "One"), await mineOf(kai, "Other")];
    for (let i = 0; i < 10; i += 1) await test.again(one);
    await test.again(other);
    await expect.poll(async () => (await test.items(kai)).map((item) => item.conversationId)).toEqual([other, one]);
    const told = await sql<{ count: number }>`
      select count(*)::int as count from event_log where type = 'notifications.changed' and data ->> 'userId' = ${kai.id}`;
    await test.heard();
    expect((await told.execute(test.database.system)).rows[0]?.count).toBe(2);
    await test.call(kai, "PUT", "/notifications/read", { conversationId: one });
    await test.again(one);
    await expect
      .poll(async () => (await test.items(kai)).map((item) => [item.conversationId, item.read]))
      .toEqual([
        [one, false],
        [other, false],
        [one, true],
      ]);
  });

  it("W145 by a program, under a mute or in what was taken away meanwhile is told to nobody", async () => {
    const kai = await test.person();
    const [away, muted, lost] = [await mineOf(kai), await mineOf(kai), await mineOf(kai)];
    await sql`update identities set muted_at = now() where id = (select identity_id from conversations where id = ${muted})`.execute(
      test.database.system,
    );
    await test.assign(kai, lost, null);
    await test.again(away, { automatic: true });
    await test.again(muted);
    await test.again(lost);
    await test.heard();
    expect(await test.items(kai)).toEqual([]);
  });

  it("W145 I5 handled several times at the same time is told once", async () => {
    const kai = await test.person();
    const id = await mineOf(kai);
    await test.again(id);
    await expect.poll(() => test.kinds(kai)).toEqual(["answered"]);
    const event = await test.newest("message.received");
    await sql`delete from notifications where user_id = ${kai.id}`.execute(test.database.system);
    const handle = () =>
      test.database
        .of(test.organizationId)
        .transaction()
        .execute((db) => notificationsListener.handle(event, { ...ctx(), db }));
    await Promise.all([handle(), handle(), handle()]);
    await test.call(kai, "PUT", "/notifications/read", { conversationId: id });
    await handle();
    expect((await test.items(kai)).map(({ kind, read }): [NotificationKind, boolean] => [kind, read])).toEqual([
      ["answered", true],
    ]);
  });
});

function ctx(): Ctx {
  return {
    db: test.database.of(test.organizationId),
    organizationId: test.organizationId,
    actor: { type: "system", name: "Guichet" },
    now: () => new Date(),
    log: test.app.app.parts.log,
  };
}
