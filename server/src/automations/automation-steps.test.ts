import type { ChannelId, ContactId, ResolutionReasonId, TagId, TopicId } from "@guichet/contract";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { IntakeFacts } from "../conversations/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { toSteps } from "./automation-steps.ts";
import type { AutomationRow } from "./automations.sql.ts";
import { rule } from "./automations.test-kit.ts";
import { nameOfCopy } from "./copy-automation.ts";
import { goneParts, usableActions, works } from "./gone-parts.ts";
import { saidInLog } from "./said-in-log.ts";
import type { UsableParts } from "./usable-parts.sql.ts";

const [tagId, topicId] = [uuidV7() as TagId, uuidV7() as TopicId];
const reasonId = uuidV7() as ResolutionReasonId;
const channelId = uuidV7() as ChannelId;
const PARTS: UsableParts = {
  tagIds: new Set([tagId]),
  topicIds: new Set([topicId]),
  reasons: new Map([[reasonId, "Done"]]),
  channelIds: new Set([channelId]),
  reasonAsked: true,
};
const NOTHING: UsableParts = {
  ...{ tagIds: new Set(), topicIds: new Set(), reasons: new Map(), channelIds: new Set(), reasonAsked: false },
};

function row(over: Partial<AutomationRow>): AutomationRow {
  return {
    ...{ organization_id: uuidV7() as AutomationRow["organization_id"], id: uuidV7() as AutomationRow["id"] },
    ...{ name: "One", enabled: true, position: 1, rule: rule([["any_of", "hello"]]), version: 1, deleted_at: null },
    ...{ actions: [{ type: "topic", topicId }], all_channels: true, channel_ids: [] },
    ...{ created_at: new Date(), changed_at: new Date() },
    ...over,
  };
}

const facts = (over: Partial<IntakeFacts> = {}): IntakeFacts => ({
  ...{ channelId, platform: "api", visibility: "private", contactId: uuidV7() as ContactId, groupIds: [] },
  ...{
    firstMessage: true,
    automatic: false,
    held: false,
    cameToNew: true,
    text: "Hello",
    topicIds: [],
    teamId: null,
    teamByHand: false,
  },
  ...{ assigneeId: null, resolved: false, automations: [] },
  ...over,
});
const log = { error: () => undefined };
const run = (rows: AutomationRow[], given = facts(), parts = PARTS) =>
  toSteps(rows, parts, log).map((step) => step(given, new Date()));

it("R30 R31 R32 R33 R34 what one automation does, by channel, place of the message and what is still there", () => {
  const one = row({
    actions: [
      { type: "tag", tagId },
      { type: "topic", topicId },
      { type: "resolve", reasonId },
    ],
  });
  const by = { type: "automation", id: one.id, name: "One" };
  expect(run([one])).toEqual([
    { by, addTagIds: [tagId], addTopicIds: [topicId], resolve: { reasonId, reason: "Done" } },
  ]);
  expect(run([one], facts({ firstMessage: false }))).toEqual([{ by, addTagIds: [tagId], addTopicIds: [topicId] }]);
  expect(run([one], facts({ text: "hell" }))).toEqual([undefined]);
  expect(run([{ ...one, all_channels: false, channel_ids: [] }])).toEqual([undefined]);
  expect(run([{ ...one, all_channels: false, channel_ids: [channelId] }])).toHaveLength(1);
  expect(run([one], facts(), NOTHING)).toEqual([
    { by, addTagIds: [], addTopicIds: [], resolve: { reasonId: null, reason: null } },
  ]);
  const resolves = row({ actions: [{ type: "resolve", reasonId: null }] });
  expect(run([resolves], facts({ firstMessage: false }))).toEqual([undefined]);
});

it("R22 W102 what is switched off, or has nothing left to do, is no step at all", () => {
  expect(toSteps([row({ enabled: false })], PARTS, log)).toEqual([]);
  expect(toSteps([row({})], NOTHING, log)).toEqual([]);
  expect(works(row({}), NOTHING)).toBe(false);
  expect(works(row({ all_channels: false, channel_ids: [uuidV7() as ChannelId] }), PARTS)).toBe(false);
  expect(works(row({}), PARTS)).toBe(true);
});

it("R35 one that throws, when it is made ready or when it is asked, is passed over and told", () => {
  const told: unknown[] = [];
  const error = (...args: unknown[]) => void told.push(args[1]);
  // As an older or newer version might have left it.
  const unreadable = { ...row({}), rule: JSON.parse('{"type":"any"}') };
  const throwing = { ...row({}), actions: JSON.parse('[{"type":"topic","topicId":"x"}]') };
  const whole = row({ name: "Whole" });
  const steps = toSteps([unreadable, throwing, whole], PARTS, { error });
  const bad = {
    ...facts(),
    get text(): string {
      throw new Error("no text");
    },
  };
  expect(steps.map((step) => step(facts(), new Date())?.by?.name)).toEqual(["Whole"]);
  expect(steps.map((step) => step(bad, new Date()))).toEqual([undefined]);
  expect(told).toEqual([{ automation: unreadable.id }, { automation: whole.id }]);
});

it("R35 random lists: what the steps say is what each rule says alone, in order, of any message", () => {
  const words = fc.constantFrom("hello", "bye", "refund", "a b");
  const rows = fc.array(
    fc.record({
      phrase: words,
      operator: fc.constantFrom("any_of", "none_of", "begins_with" as const),
      enabled: fc.boolean(),
    }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(rows, fc.array(words, { maxLength: 4 }), (given, said) => {
      const made = given.map(({ phrase, operator, enabled }, n) =>
        row({ name: `${n}`, enabled, rule: rule([[operator, phrase]]) }),
      );
      const text = said.join(" ");
      const expected = given.flatMap(({ phrase, operator, enabled }, n) => {
        const has = ` ${text} `.includes(` ${phrase} `);
        const fits = { any_of: has, none_of: !has, begins_with: `${text} `.startsWith(`${phrase} `) }[operator];
        return enabled && fits ? [`${n}`] : [];
      });
      expect(run(made, facts({ text })).flatMap((decision) => decision?.by?.name ?? [])).toEqual(expected);
    }),
    { numRuns: 1_000, seed: 20261129 },
  );
});

it("W102 W66 what is gone is named, and what is left of the actions", () => {
  const actions = [
    { type: "tag", tagId },
    { type: "topic", topicId },
    { type: "resolve", reasonId },
  ] as const;
  const named = { actions: [...actions], all_channels: false, channel_ids: [channelId] };
  expect(goneParts(named, PARTS)).toEqual({ tagIds: [], topicIds: [], reasonIds: [], channelIds: [] });
  expect(goneParts(named, NOTHING)).toEqual({
    ...{ tagIds: [tagId], topicIds: [topicId], reasonIds: [reasonId], channelIds: [channelId] },
  });
  expect(usableActions(actions, NOTHING)).toEqual([{ type: "resolve", reasonId: null }]);
  expect(usableActions(actions, { ...PARTS, reasonAsked: false })[2]).toEqual({ type: "resolve", reasonId: null });
});

it("R22 a copy has a name that is free, whatever its case, and not too long", () => {
  expect(nameOfCopy("Refunds", ["Refunds"])).toBe("Refunds (2)");
  expect(nameOfCopy("Refunds (2)", ["refunds (2)", "REFUNDS (3)"])).toBe("Refunds (4)");
  expect(nameOfCopy("👍".repeat(50), []).length).toBeLessThanOrEqual(100);
  expect(nameOfCopy("👍".repeat(50), [])).not.toContain("\ud83d (");
});

it("W170 the log of settings keeps conditions as lines that one can read", () => {
  const when = rule(
    [
      ["any_of", "refund", "money back"],
      ["not_all_of", "no refund"],
    ],
    [["word_count", "1"]],
  );
  expect(saidInLog({ name: "One", rule: when })).toEqual({
    name: "One",
    conditions: ["any_of refund, money back", "and not_all_of no refund", "or word_count 1"],
  });
  expect(saidInLog({ enabled: false })).toEqual({ enabled: false });
});
