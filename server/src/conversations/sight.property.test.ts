import type { TeamId } from "@guichet/contract";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRows } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { isSeen, limitsOf, seenBy, seenText } from "../users/index.ts";
import { buildWorld, type World } from "./conversations.test-kit.ts";

const SEEN_AS_TEXT = `
  select ${seenText("c", "$1", "$2")} as seen
  from jsonb_to_recordset($3::jsonb) x("channelId" uuid, "teamId" uuid, "assigneeId" uuid)
  cross join lateral (select x."channelId" as channel_id, x."teamId" as team_id, x."assigneeId" as assignee_id) c`;

describe("what a person's teams show, in SQL", () => {
  let world: World;
  beforeAll(async () => {
    world = await buildWorld();
  });
  afterAll(async () => await world.close());

  it("R56 R66 R68 rule and SQL agree on random teams, options, members and conversations", async () => {
    const { database, organizationId, channelId } = world;
    const { system } = database;
    const teams = Array.from({ length: 3 }, () => uuidV7() as TeamId);
    await system
      .insertInto("teams")
      .values(teams.map((teamId, n) => ({ organization_id: organizationId, id: teamId, name: `Team ${n}` })))
      .execute();
    const people = [world.kai, world.ana];
    const team = fc.record({ in: fc.boolean(), reaches: fc.boolean(), only: fc.boolean(), filters: fc.boolean() });
    const mode = fc.constantFrom("teams" as const, "channels" as const);
    const seen = { yes: 0, no: 0 };
    await fc.assert(
      fc.asyncProperty(fc.tuple(team, team, team), mode, async (given, accessMode) => {
        await sql`delete from team_members`.execute(system);
        await sql`delete from team_channels`.execute(system);
        await sql`update users set access_mode = ${accessMode} where id = ${world.kai}`.execute(system);
        for (const [n, one] of given.entries()) {
          const key = { organization_id: organizationId, team_id: teams[n] as TeamId };
          await sql`update teams set routed_only = ${one.only}, queue_filters = ${one.filters} where id = ${key.team_id}`.execute(
            system,
          );
          if (one.in)
            await system
              .insertInto("team_members")
              .values({ ...key, user_id: world.kai, role: "viewer" })
              .execute();
          if (one.reaches)
            await system
              .insertInto("team_channels")
              .values({ ...key, channel_id: channelId })
              .execute();
        }
        const ctx = world.ctx(world.kai);
        const limits = await limitsOf(ctx, world.kai);
        const reaches = accessMode === "channels" || given.some((one) => one.in && one.reaches);
        const cases = [null, ...teams].flatMap((teamId) =>
          [null, ...people].map((assigneeId) => ({ channelId, teamId, assigneeId })),
        );
        const found = await sql<{ seen: boolean }>`
          select ${seenBy("c", organizationId, world.kai)} as seen
          from jsonb_to_recordset(${JSON.stringify(cases)}::jsonb) x("channelId" uuid, "teamId" uuid, "assigneeId" uuid)
          cross join lateral (select x."channelId" as channel_id, x."teamId" as team_id, x."assigneeId" as assignee_id) c`.execute(
          ctx.db,
        );
        const said = found.rows.map((row) => row.seen);
        const asText = await readRows<{ seen: boolean }>(ctx.db, SEEN_AS_TEXT, [
          ...[organizationId, world.kai, JSON.stringify(cases)],
        ]);
        expect(asText.map((row) => row.seen)).toEqual(said);
        // Whoever does not reach the channel is asked no further: the rule of the channel hides it.
        if (reaches) expect(cases.map((one) => isSeen(limits, world.kai, one))).toEqual(said);
        else expect(said).not.toContain(true);
        for (const one of said) seen[one ? "yes" : "no"] += 1;
      }),
      { numRuns: 150, seed: 20261129 },
    );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(150);
  });
});
