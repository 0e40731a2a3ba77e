import {
  type AutomationRule,
  type ChannelId,
  type ContactGroupId,
  createRuleBook,
  prepareSkillRule,
  type RuleOperator,
  type SkillCondition,
  type SkillField,
  type SkillSetId,
  type TeamId,
  type TopicId,
  toSkillRule,
  type UserId,
} from "@guichet/contract";
import type { AutomationRow } from "../../../server/src/automations/automations.sql.ts";
import type { RoutingSettings, SkillSet } from "../../../server/src/routing/choosing/choose-team.ts";
import type { Names } from "../../../server/src/routing/choosing/names.sql.ts";
import { prepareReasons } from "../../../server/src/routing/choosing/prepare-reasons.ts";
import type { Random } from "./random.ts";
import { pickLanguage } from "./texts.ts";
import { pickWord } from "./words.ts";

/** A large company's rules (performance 3.4, B15): every automation has `conditions` conditions, every skill set `rules` rules. */
export const RULES = {
  automations: 200,
  conditions: 4,
  skillSets: 100,
  rules: 20,
  teams: 50,
  topics: 500,
  groups: 50,
  channels: 8,
};

export type Rules = {
  readonly automations: readonly AutomationRow[];
  readonly settings: RoutingSettings;
  readonly topicIds: readonly TopicId[];
  readonly groupIds: readonly ContactGroupId[];
  readonly channelIds: readonly ChannelId[];
};

export function makeRules(random: Random): Rules {
  const topicIds = makeIds<TopicId>("topic", RULES.topics);
  const groupIds = makeIds<ContactGroupId>("group", RULES.groups);
  const channelIds = makeIds<ChannelId>("channel", RULES.channels);
  const teamIds = makeIds<TeamId>("team", RULES.teams);
  const some = <T>(of: readonly T[], count: number): T[] =>
    Array.from({ length: count }, () => of[Math.floor(random() * of.length)]).filter((one) => one !== undefined);
  const ask = (field: SkillField, operator: RuleOperator, values: string[]): SkillCondition => ({
    ...{ type: "condition", field, operator, values },
  });
  const rule = (): SkillCondition => {
    const kind = random();
    if (kind < 0.5) return ask("topics", kind < 0.1 ? "none_of" : "any_of", some(topicIds, 5));
    if (kind < 0.75) return ask("groups", "any_of", some(groupIds, 3));
    return kind < 0.85 ? ask("visibility", "equals", ["private"]) : ask("keywords", "any_of", makePhrases(random));
  };
  const groups = () =>
    Array.from({ length: RULES.rules / 4 }, () => ({ join: "or" as const, rules: Array.from({ length: 4 }, rule) }));
  const called = (ids: readonly string[]) => new Map(ids.map((id) => [id, id]));
  const names: Names = { topics: called(topicIds), groups: called(groupIds), channels: called(channelIds) };
  const book = createRuleBook();
  const automations = Array.from({ length: RULES.automations }, (_, n) =>
    makeAutomation(n, makeMessageRule(random), some(topicIds, 1)),
  );
  const skillSets = Array.from({ length: RULES.skillSets }, (_, n): SkillSet => {
    const rule = toSkillRule(groups());
    return {
      ...{ id: `skill-set-${n}` as SkillSetId, name: `Skill set ${n}`, teamIds: some(teamIds, 3) },
      ...{ holds: prepareSkillRule(rule, book), reasons: prepareReasons(rule, names) },
    };
  });
  const team = { channelIds: new Set(channelIds), memberIds: new Set(["somebody" as UserId]) };
  const settings: RoutingSettings = {
    teams: new Map(teamIds.map((id) => [id, { id, name: id, ...team }])),
    ...{ skillSets, fallbackTeamIds: teamIds.slice(0, 2), asks: { topics: true, groups: true, keywords: true } },
    names,
  };
  return { automations, settings, topicIds, groupIds, channelIds };
}

function makeIds<Id extends string>(kind: string, count: number): Id[] {
  return Array.from({ length: count }, (_, n) => `${kind}-${n}` as Id);
}

/** Three of three words each, in the languages of the messages: so rare that a message sets off a few rules, not most. */
function makePhrases(random: Random): string[] {
  return Array.from({ length: 3 }, () => {
    const language = pickLanguage(random);
    return Array.from({ length: 3 }, () => pickWord(random, language)).join(" ");
  });
}

/** Pairs of conditions, of which one has to hold whole: contains these, and not those. */
function makeMessageRule(random: Random): AutomationRule {
  const ask = (operator: RuleOperator) => ({
    ...{ type: "condition" as const, field: "message" as const, operator, values: makePhrases(random) },
  });
  const pair = () => ({ type: "all" as const, nodes: [ask("any_of"), ask("none_of")] });
  return { type: "any", nodes: Array.from({ length: RULES.conditions / 2 }, pair) };
}

function makeAutomation(n: number, rule: AutomationRule, topicIds: readonly TopicId[]): AutomationRow {
  return {
    ...{ organization_id: "organization" as AutomationRow["organization_id"], id: `automation-${n}` as never, rule },
    ...{ name: `Automation ${n}`, enabled: true, position: n, version: 1, deleted_at: null },
    ...{ actions: topicIds.map((topicId) => ({ type: "topic" as const, topicId })), all_channels: true },
    ...{ channel_ids: [], created_at: new Date(0), changed_at: new Date(0) },
  };
}
