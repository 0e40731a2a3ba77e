import {
  type ContactGroupId,
  type ContactId,
  evaluateRule,
  SKILL_FIELDS,
  type SkillCondition,
  type SkillGroup,
  type TopicId,
  toSkillRule,
} from "@guichet/contract";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildMessage, buildWorld, type World } from "../../conversations/conversations.test-kit.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { whereSkillRule } from "./match-conversations.sql.ts";

const SEED = 20261129;
const CONVERSATIONS = 120;
/** Each tree is asked of every conversation: some tens of thousands of comparisons. */
const RUNS = 300;

const TOPICS = Array.from({ length: 5 }, () => uuidV7() as TopicId);
const GROUPS = Array.from({ length: 4 }, () => uuidV7() as ContactGroupId);

type Thing = { topics: TopicId[]; groups: ContactGroupId[]; visibility: "public" | "private" };
let world: World;
const things = new Map<string, Thing>();

beforeAll(async () => {
  world = await buildWorld();
  const { system } = world.database;
  for (const [n, id] of GROUPS.entries()) {
    const rule = JSON.stringify({ type: "all", nodes: [] });
    await system
      .insertInto("contact_groups")
      .values({ organization_id: world.organizationId, id, name: `Group ${n}`, rule })
      .execute();
  }
  const thing = fc.record({
    topics: fc.uniqueArray(fc.constantFrom(...TOPICS)),
    groups: fc.uniqueArray(fc.constantFrom(...GROUPS)),
    visibility: fc.constantFrom("public" as const, "private" as const),
  });
  const given = fc.sample(thing, { numRuns: CONVERSATIONS, seed: SEED });
  await world.receive(...given.map(({ visibility }, n) => buildMessage(world, { from: `contact-${n}`, visibility })));
  const rows = await system
    .selectFrom("conversations as c")
    .innerJoin("identities as i", "i.id", "c.identity_id")
    .select(["c.id", "c.contact_id", "i.external_id"])
    .execute();
  for (const row of rows) {
    const one = given[Number(row.external_id.slice("contact-".length))];
    if (one === undefined) throw new Error("whose is it?");
    things.set(row.id, one);
    await system.updateTable("conversations").set({ topic_ids: one.topics }).where("id", "=", row.id).execute();
    for (const group_id of one.groups)
      await system
        .insertInto("contact_group_members")
        .values({ organization_id: world.organizationId, contact_id: row.contact_id as ContactId, group_id })
        .execute();
  }
});
afterAll(async () => await world?.close());

const listed = (field: "topics" | "groups", ids: readonly string[]) =>
  fc.record({
    type: fc.constant("condition" as const),
    field: fc.constant(field),
    operator: fc.constantFrom("any_of" as const, "all_of" as const, "none_of" as const, "empty" as const),
    // Now and then nothing, or something that is not there.
    values: fc.array(fc.constantFrom(...ids, uuidV7()), { maxLength: 3 }),
  });
const condition: fc.Arbitrary<SkillCondition> = fc.oneof(
  listed("topics", TOPICS),
  listed("groups", GROUPS),
  fc.record({
    type: fc.constant("condition" as const),
    field: fc.constant("visibility" as const),
    operator: fc.constant("equals" as const),
    values: fc.array(fc.constantFrom("public", "private"), { maxLength: 1 }),
  }),
);
const group: fc.Arbitrary<SkillGroup> = fc.record({
  join: fc.constantFrom("and" as const, "or" as const),
  rules: fc.array(condition, { maxLength: 3 }),
});

it(`R41 R43 R45 R48 R49 a rule fits in SQL what it fits in memory (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(group, { maxLength: 5 }), async (groups) => {
      const rule = toSkillRule(groups);
      const inMemory = [...things].filter(([, thing]) =>
        evaluateRule(rule, SKILL_FIELDS, (field) => thing[field as keyof Thing]),
      );
      const inSql = await sql<{ id: string }>`
        select c.id from conversations c where c.organization_id = ${world.organizationId}
          and ${whereSkillRule(rule)}`.execute(world.database.of(world.organizationId));
      expect(inSql.rows.map(({ id }) => id).sort()).toEqual(inMemory.map(([id]) => id).sort());
    }),
    { seed: SEED, numRuns: RUNS },
  );
}, 60_000);
