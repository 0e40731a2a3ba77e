import type { ConversationId } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type NotificationsApp, startNotificationsApp } from "./notifications.test-kit.ts";

let test: NotificationsApp;
beforeAll(async () => {
  test = await startNotificationsApp();
  const target = { firstResponseMinutes: 60, conversationResponseMinutes: null };
  await test.call(test.app.admin, "POST", "/sla-policies", { name: "Quick", ...target, channelIds: [test.channelId] });
  // What waited before has been counted by it.
  await vi.waitUntil(settled, { timeout: 20_000, interval: 50 });
});
afterAll(async () => await test?.stop());

async function settled(): Promise<boolean> {
  const found = await sql`
    select 1 where not exists (select from event_inbox) and not exists (select from sla_recounts)
      and exists (select from listener_positions p, event_head h where p.listener = 'sla' and p.position >= h.position)`.execute(
    test.database.system,
  );
  return found.rows.length > 0;
}

/** Its clock has run out, for whoever looks at the next moment. */
async function runOut(id: ConversationId): Promise<void> {
  const set = sql`update sla_clocks set warn_at = now(), due_at = now(), breach_at = now(), next_at = now()
    where conversation_id = ${id} and ended_at is null`;
  await expect
    .poll(async () => (await set.execute(test.database.system)).numAffectedRows, { timeout: 20_000 })
    .toBe(1n);
}

it("R87 W145 a breach in New is told to whose conversation it is; of nobody's the Supervisors of the channel hear", async () => {
  const [kai, sue] = [await test.person("contributor"), await test.person("supervisor")];
  const [mine, nobodys] = [await test.conversation(), await test.conversation("Anna Berg")];
  await test.assign(sue, mine, kai);
  await expect.poll(() => test.kinds(kai)).toEqual(["assigned"]);
  await runOut(mine);
  await expect.poll(() => test.kinds(kai), { timeout: 20_000 }).toEqual(["sla_breach", "assigned"]);
  expect(await test.kinds(sue)).toEqual([]);
  await runOut(nobodys);
  await expect
    .poll(() => test.items(sue), { timeout: 20_000 })
    .toMatchObject([{ kind: "sla_breach", by: null, conversation: { contactName: "Anna Berg" } }]);
  expect(await test.kinds(kai)).toEqual(["sla_breach", "assigned"]);
}, 60_000);
