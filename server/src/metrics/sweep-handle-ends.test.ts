import type { OrganizationId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../testing/test-app.ts";
import { sweepHandleEnds } from "./sweep-handle-ends.ts";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(async () => await test?.stop());

async function end(organizationId: OrganizationId, userId: UserId, daysAgo: number): Promise<void> {
  await sql`
    insert into handle_ends (organization_id, event_id, user_id, conversation_id, channel_id, status, ended_at)
    select ${organizationId}, gen_random_uuid(), ${userId}, gen_random_uuid(), gen_random_uuid(), 'resolved',
      now() - make_interval(hours => ${Math.round(daysAgo * 24)})`.execute(test.app.parts.database.system);
}

it("R91 W148 what two weeks ago was done is forgotten, of every organization, and what may still be taken back is kept", async () => {
  const { database } = test.app.parts;
  const { organizationId, admin } = test;
  for (const days of [0, 8, 13.9, 14.1, 400]) await end(organizationId, admin.id, days);
  // More than one step of them.
  await sql`
    insert into handle_ends (organization_id, event_id, user_id, conversation_id, channel_id, status, ended_at)
    select ${organizationId}, gen_random_uuid(), ${admin.id}, gen_random_uuid(), gen_random_uuid(), 'pending', now() - interval '30 days'
    from generate_series(1, 5000)`.execute(database.system);
  const sweep = () => sweepHandleEnds({ database, now: () => new Date() });
  expect(await sweep()).toBe(5002);
  expect(await sweep()).toBe(0);
  const left = await database.system.selectFrom("handle_ends").select("ended_at").execute();
  expect(left.map((row) => Math.round((Date.now() - row.ended_at.getTime()) / 86_400_000)).toSorted()).toEqual([
    0, 14, 8,
  ]);
});
