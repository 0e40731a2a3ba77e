import type { ChannelId, KnowledgeItemId, TeamId } from "@guichet/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { startTestApp, type TestApp, type TestPerson } from "../testing/test-app.ts";
import { canUseCollection } from "./knowledge.policy.ts";
import { knowledgeKit } from "./knowledge.test-kit.ts";
import { findUsableRow, listUsableRows } from "./usable-items.sql.ts";

let test: TestApp;
let kit: ReturnType<typeof knowledgeKit>;
const channels: ChannelId[] = [];
const teams: TeamId[] = [];
const people: { person: TestPerson; teamIds: TeamId[] }[] = [];
beforeAll(async () => {
  test = await startTestApp();
  kit = knowledgeKit(test);
  const { organizationId } = test;
  const { system } = test.app.parts.database;
  for (let n = 0; n < 3; n += 1) {
    channels.push(await test.apiChannel(organizationId));
    const id = uuidV7() as TeamId;
    await system
      .insertInto("teams")
      .values({ organization_id: organizationId, id, name: `T${n}` })
      .execute();
    teams.push(id);
  }
  // In no team, in one, in two, and a member whose access goes by channels: that membership sleeps.
  for (const [mode, ...of] of [["teams"], ["teams", 0], ["teams", 1, 2], ["channels", 0, 1]] as const) {
    const person = await test.person(organizationId, "agent");
    await system.updateTable("users").set({ access_mode: mode }).where("id", "=", person.id).execute();
    for (const n of of)
      await system
        .insertInto("team_members")
        .values({ organization_id: organizationId, team_id: teams[n] as TeamId, user_id: person.id, role: "viewer" })
        .execute();
    people.push({ person, teamIds: mode === "teams" ? of.map((n) => teams[n] as TeamId) : [] });
  }
});
afterAll(async () => await test?.stop());

it("W131 W132 the rule in TypeScript and the rule in SQL are the same, for every reader and collection", async () => {
  const { organizationId } = test;
  const db = test.app.parts.database.of(organizationId);
  const subset = <T>(all: () => readonly T[]) =>
    fc.integer({ min: 0, max: 7 }).map((bits) => all().filter((_, n) => bits & (1 << n)));
  const seen = { may: 0, mayNot: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      subset(() => channels),
      fc.boolean(),
      subset(() => teams),
      async (allChannels, channelIds, onlyTeams, teamIds) => {
        const collection = await kit.collection({ allChannels, channelIds, onlyTeams, teamIds });
        const item = await kit.item({ collectionId: collection.id });
        for (const { person, teamIds: mine } of people) {
          for (const channelId of channels) {
            const reader = { userId: person.id, channelId };
            const wanted = canUseCollection(collection, { channelId, teamIds: mine });
            const label = JSON.stringify({ collection, channelId, mine });
            expect(
              (await findUsableRow(db, organizationId, reader, item.id as KnowledgeItemId)) !== undefined,
              label,
            ).toBe(wanted);
            const listed = await listUsableRows(db, organizationId, reader, [], 5000);
            expect(
              listed.some(({ id }) => id === item.id),
              label,
            ).toBe(wanted);
            seen[wanted ? "may" : "mayNot"] += 1;
          }
        }
      },
    ),
    { seed: 132, numRuns: 40 },
  );
  expect(Math.min(seen.may, seen.mayNot)).toBeGreaterThan(50);
}, 60_000);
