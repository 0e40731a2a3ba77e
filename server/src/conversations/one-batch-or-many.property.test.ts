import type { AttributeId, AutomationId, ContactGroupId, TagId, VirtualAgentId } from "@guichet/contract";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { conversationsOf } from "./conversations.look.test-kit.ts";
import { buildMessage, buildWorld, type World } from "./conversations.test-kit.ts";
import type { InboundMessage } from "./inbound-message.ts";
import type { IntakeStep } from "./intake-steps.ts";
import { labelsIn } from "./labels/labels.test-kit.ts";
import { receiveMessages } from "./receive-messages.ts";
import { setStatus } from "./set-status.ts";

let world: World;
let steps: readonly IntakeStep[];
const { topic, tag } = labelsIn(() => world);
const NOW = new Date("2026-03-02T12:00:00Z");
const BEGAN = NOW.getTime() - 60_000;
const MUTED_POST = "muted-post";

beforeAll(async () => {
  world = await buildWorld();
  world.clock.at = NOW;
  const { system } = world.database;
  await system
    .updateTable("organizations")
    .set({ muting_contacts: true, muting_posts: true, system_boomerang_hours: 5 })
    .execute();
  await sql`insert into muted_posts (id, organization_id, channel_id, thread_key, text, muted_at, muted_by)
    values (${uuidV7()}, ${world.organizationId}, ${world.channelId}, ${MUTED_POST}, 'A post', now(), ${world.kai})`.execute(
    system,
  );
  steps = await rules(await groups());
});
afterAll(async () => await world?.close());

/** Groups of those who are gold, and of those of whom nothing is said. */
async function groups(): Promise<ContactGroupId> {
  const { system } = world.database;
  const [organization_id, tier] = [world.organizationId, uuidV7() as AttributeId];
  await system
    .insertInto("attributes")
    .values({ organization_id, id: tier, name: "Tier", name_key: "tier", kind: "text", platform: "api", position: 1 })
    .execute();
  const [gold, unknown] = [uuidV7() as ContactGroupId, uuidV7() as ContactGroupId];
  for (const [id, operator, values] of [
    [gold, "equals", ["gold"]],
    [unknown, "empty", []],
  ] as const) {
    const nodes = [{ type: "condition", field: `attribute:${tier}`, operator, values }];
    const rule = JSON.stringify({ type: "all", nodes });
    const given = { organization_id, id, name: operator, rule, marks_vip: id === gold };
    await system.insertInto("contact_groups").values(given).execute();
  }
  return gold;
}

/** Rules that resolve, put topics and tags on; a virtual agent; a score. */
async function rules(gold: ContactGroupId): Promise<IntakeStep[]> {
  const by = { type: "automation", id: uuidV7() as AutomationId, name: "Rule" } as const;
  const [topicId, goldId, tagId] = [await topic(), await topic(), (await tag()) as TagId];
  const bot = {
    id: uuidV7() as VirtualAgentId,
    kind: "auto_responder",
    name: "VA",
    handOff: "new",
    from: null,
  } as const;
  return [
    ({ firstMessage, text }) =>
      firstMessage && text === "bye" ? { by, resolve: { reasonId: null, reason: "Bye" } } : undefined,
    ({ text }) => (text === "bill" ? { by, addTopicIds: [topicId], addTagIds: [tagId] } : undefined),
    ({ firstMessage, resolved, text }) => (firstMessage && !resolved && text === "bot" ? { hold: bot } : undefined),
    ({ topicIds, groupIds, cameToNew, late }) => ({
      priority: topicIds.length * 4 + (cameToNew ? 2 : 0) + (late === true ? 1 : 0),
      addTopicIds: groupIds.includes(gold) ? [goldId] : [],
    }),
  ];
}

type Said = {
  readonly who: 0 | 1;
  readonly echo: boolean;
  readonly text: string;
  readonly thread: string;
  readonly name: string | undefined;
  readonly verified: boolean;
  /** What their platform tells of them; empty: that it is so no more. */
  readonly tier: "gold" | "" | undefined;
  /** How many messages back is what it answers. */
  readonly answers: number;
  /** In private: no message, but something put under one. */
  readonly reacts: boolean;
};
const said: fc.Arbitrary<Said> = fc.record({
  who: fc.constantFrom(0 as const, 0 as const, 1 as const),
  echo: fc.constantFrom(false, false, false, true),
  text: fc.constantFrom("hello", "bye", "bye", "bill", "bot"),
  thread: fc.constantFrom("", "", "post", MUTED_POST),
  name: fc.constantFrom(undefined, "Ada", "Bea"),
  verified: fc.boolean(),
  tier: fc.constantFrom(undefined, undefined, "gold" as const, "" as const),
  answers: fc.nat(3),
  reacts: fc.constantFrom(false, false, true),
});
const STARTS = ["nobody", "new", "pending", "resolved"] as const;
type Start = (typeof STARTS)[number];

const HELLO: Said = {
  who: 0,
  echo: false,
  text: "hello",
  thread: "",
  name: undefined,
  verified: false,
  tier: undefined,
  answers: 0,
  reacts: false,
};
const REACTS: Said = { ...HELLO, reacts: true };
/** What chance seldom brings: late messages of somebody muted, of which the first resolves; and what the brand writes then. */
const EXAMPLES: [Said[], Start, boolean, number[]][] = [
  [[HELLO, HELLO], "pending", true, []],
  [[HELLO, { ...HELLO, echo: true }], "pending", true, []],
  [[REACTS, HELLO, REACTS], "resolved", false, [2]],
  [[{ ...HELLO, text: "bye" }, REACTS, HELLO], "nobody", false, []],
  [
    [
      { ...HELLO, echo: true },
      { ...REACTS, answers: 1 },
      { ...HELLO, who: 1 },
      { ...REACTS, who: 1, answers: 1 },
    ],
    "resolved",
    false,
    [],
  ],
  [[REACTS, { ...REACTS, text: "bye" }], "resolved", true, []],
  [[{ ...REACTS, tier: "gold" }, HELLO, HELLO], "nobody", false, []],
  [[{ ...REACTS, tier: "gold", name: "Bea" }, HELLO], "resolved", false, []],
];

let runs = 0;

/** One sequence, in batches of these sizes; what comes of it, told without ids. */
async function play(sequence: readonly Said[], start: Start, muted: boolean, sizes: readonly number[]) {
  runs += 1;
  const people = [`ada-${runs}`, `bea-${runs}`] as const;
  await begin(people[0], start, muted);
  const messages = sequence.map((one, n) => toMessage(one, n, people, runs));
  const { database, organizationId, now } = world;
  let from = 0;
  for (const size of [...sizes, messages.length]) {
    await receiveMessages(messages.slice(from, from + size), { database, organizationId, steps, now });
    from += size;
  }
  return [await tellOf(people[0]), await tellOf(people[1])];
}

/** The first of the two may be known: their message is newer than some of those to come. */
async function begin(from: string, start: Start, muted: boolean): Promise<void> {
  if (start === "nobody") return;
  const party = { externalId: from, displayName: "Ada" };
  await world.receive(buildMessage(world, { party, externalId: uuidV7(), occurredAt: BEGAN + 2500, text: "first" }));
  const [row] = await conversationsOf(world, from);
  if (row === undefined) throw new Error("no conversation");
  if (start !== "new") await setStatus(world.ctx(world.kai), row.id, { status: start });
  if (muted)
    await world.database.system
      .updateTable("identities")
      .set({ muted_at: NOW })
      .where("external_id", "=", from)
      .execute();
}

function toMessage(one: Said, n: number, people: readonly [string, string], run: number): InboundMessage {
  const { name, verified, tier, thread, text, echo, answers } = one;
  const reacts = one.reacts && !echo && thread === "";
  return buildMessage(world, {
    externalId: `${run}-${n}`,
    occurredAt: BEGAN + n * 1000,
    party: {
      externalId: people[one.who],
      verified,
      ...(name === undefined ? {} : { displayName: name }),
      ...(tier === undefined ? {} : { attributes: { Tier: tier } }),
    },
    ...{ text, direction: echo ? "echo" : "in" },
    ...(reacts ? { automatic: true, reaction: { by: people[one.who] }, context: { about: "reaction" } } : {}),
    ...(thread === "" ? {} : { visibility: "public", threadKey: thread }),
    ...(answers === 0 || answers > n ? {} : { replyToExternalId: `${run}-${n - answers}` }),
  });
}

const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;

/** Ids are called by their first mention, so that two who went the same way are told in the same words. */
async function tellOf(from: string): Promise<string> {
  const { system } = world.database;
  const rows = await conversationsOf(world, from);
  const lines: unknown[] = [];
  for (const { channel_id: _, version, ...row } of rows) {
    const messages = await sql`
      select m.seq, rank() over (order by m.order_key) as place, m.kind, m.text, m.author_name, m.tag_ids, m.sent_at,
        split_part(r.external_id, '-', 2) as answers
      from messages m left join messages r on r.id = m.reply_to_id where m.conversation_id = ${row.id} order by m.seq`.execute(
      system,
    );
    const events = await sql`
      select type, seq, actor, data from event_inbox where conversation_id = ${row.id} order by ticket`.execute(system);
    lines.push({ ...row, changes: version > 0, messages: messages.rows, events: events.rows });
  }
  const profile = await sql`
    select i.display_name, i.handle, i.verified, c.name, c.vip, (
      select array_agg(g.name order by g.name) from contact_group_members m join contact_groups g on g.id = m.group_id
      where m.contact_id = c.id) as groups
    from identities i join contacts c on c.id = i.contact_id where i.external_id = ${from}`.execute(system);
  const names = new Map<string, string>();
  return JSON.stringify({ lines, profile: profile.rows }, null, 1)
    .replaceAll(from, "somebody")
    .replaceAll(ID, (id) => names.get(id) ?? names.set(id, `id ${names.size}`).get(id) ?? "");
}

it("I1 T5 T11 T12 I3 however a sequence of messages is cut into batches, the same conversations, statuses, messages and events come of it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(said, { minLength: 2, maxLength: 9 }),
      fc.constantFrom(...STARTS),
      fc.boolean(),
      fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }),
      async (sequence, start, muted, sizes) => {
        const alone = await play(
          sequence,
          start,
          muted,
          sequence.map(() => 1),
        );
        expect(await play(sequence, start, muted, sizes)).toEqual(alone);
        expect(await play(sequence, start, muted, [])).toEqual(alone);
      },
    ),
    { numRuns: 40, examples: EXAMPLES },
  );
}, 120_000);
