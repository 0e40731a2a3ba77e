import { type ContactId, type OrganizationId, readMessageText, type TeamId, type TopicId } from "@guichet/contract";
import { toSteps } from "../../../server/src/automations/automation-steps.ts";
import {
  type IntakeFacts,
  type IntakeOutcome,
  type IntakeStep,
  runIntakeSteps,
} from "../../../server/src/conversations/intake-steps.ts";
import type { Load } from "../../../server/src/routing/choosing/choose-team.ts";
import { routingStep } from "../../../server/src/routing/choosing/routing-step.ts";
import { makeRules, RULES, type Rules } from "../data/make-rules.ts";
import { createRandom, type Random, SEEDS } from "../data/random.ts";
import { makeText, pickLanguage } from "../data/texts.ts";
import { watchNoise } from "../protocol/gate.ts";
import { type Run, runPairs } from "../protocol/pairs.ts";
import { summarize } from "../protocol/statistics.ts";
import type { Benchmark } from "./benchmark.ts";
import { judge } from "./judge.ts";

const MESSAGES = 20_000;
const QUICK = 4000;
const AT = new Date(0);

/**
 * What a large company's rules cost a message: automations and the choice of a team as they run inside the intake. The floor
 * takes the message's text apart into words and asks nothing.
 */
export const routing: Benchmark = {
  name: "B15",
  title: "routing",
  async run({ cluster, options }) {
    const random = createRandom(SEEDS.rules);
    const rules = makeRules(random);
    const messages = makeMessages(random, rules, options.quick ? QUICK : MESSAGES);
    const { steps, tell } = makeSteps(rules);
    const decide = (facts: IntakeFacts): IntakeOutcome => runIntakeSteps(steps, facts, AT);
    const wrong = check(messages, decide, rules);
    const pairs = await runPairs(options.plan, () => [cluster.pid], {
      floor: async () => time(messages, ({ text }) => readMessageText(text)),
      product: async () => time(messages, decide),
    });
    const cpu = { unit: "µs CPU", figure: "cpu", usableWhenNoisy: true };
    return {
      pairs,
      detail: { rules: RULES, ...tell() },
      errors: wrong,
      rows: [
        judge(pairs, { ...cpu, what: "rules and choice of team, a message", absolute: { most: 150 } }),
        judge(pairs, {
          ...cpu,
          what: "p99 of one decision",
          figure: "p99",
          usableWhenNoisy: false,
          unit: "µs",
          absolute: { most: 10_000 },
        }),
      ],
    };
  },
};

function makeMessages(random: Random, rules: Rules, count: number): IntakeFacts[] {
  const pick = <T>(of: readonly T[]): T[] => of.filter(() => random() < 2 / of.length);
  return Array.from({ length: count }, (_, n): IntakeFacts => {
    const firstMessage = random() < 0.3;
    return {
      ...{ channelId: rules.channelIds[n % RULES.channels] ?? ("" as never), platform: "api", visibility: "private" },
      ...{
        contactId: `contact-${n}` as ContactId,
        groupIds: pick(rules.groupIds),
        firstMessage,
        cameToNew: firstMessage,
      },
      text: makeText(random, pickLanguage(random), random() < 0.2),
      topicIds: firstMessage ? [] : pick(rules.topicIds),
      ...{ teamId: null, teamByHand: false, assigneeId: null, resolved: false, automations: [] },
      ...{ automatic: false, held: false },
    };
  });
}

/** The steps of the intake, and how busy the teams are as one process knows it. */
function makeSteps(rules: Rules): { steps: readonly IntakeStep[]; tell(): object } {
  const waiting = new Map<TeamId, number>();
  const load = (id: TeamId): Load => ({ waiting: waiting.get(id) ?? 0, available: 10, receivedAt: 0 });
  const organizationId = "organization" as OrganizationId;
  const loads = {
    refresh: async () => undefined,
    of: () => load,
    forget: () => undefined,
    moved: (_: OrganizationId, from: TeamId | null, to: TeamId | null) => {
      if (from !== null) waiting.set(from, (waiting.get(from) ?? 0) - 1);
      if (to !== null) waiting.set(to, (waiting.get(to) ?? 0) + 1);
    },
  };
  const parts = {
    ...{ tagIds: new Set<never>(), topicIds: new Set<TopicId>(rules.topicIds), reasons: new Map() },
    ...{ channelIds: new Set(rules.channelIds), reasonAsked: false },
  };
  const log = {
    error: (message: string, _data?: unknown, error?: unknown) => {
      throw new Error(message, { cause: error });
    },
  };
  const automations = toSteps(rules.automations, parts, log);
  return {
    steps: [...automations, routingStep(organizationId, rules.settings, loads)],
    tell: () => ({ teamsThatReceived: waiting.size }),
  };
}

/** Rules that never do anything would be fast: some fire, each new conversation has one team, and no decision hangs on the run. */
function check(
  messages: readonly IntakeFacts[],
  decide: (facts: IntakeFacts) => IntakeOutcome,
  { settings }: Rules,
): string[] {
  const outcomes = messages.map((facts) => ({ facts, outcome: decide(facts) }));
  const led = outcomes.filter(({ outcome }) => outcome.team?.decision.fallback === false);
  const placeless = outcomes.filter(
    ({ facts, outcome }) => facts.cameToNew && !settings.teams.has(outcome.team?.teamId ?? ("" as TeamId)),
  );
  const labelled = outcomes.filter(({ outcome }) => outcome.topics.length > 0);
  return [
    ...(placeless.length === 0 ? [] : [`${placeless.length} new conversations have no team`]),
    ...(led.length > messages.length / 100 ? [] : [`skill sets led only ${led.length} of ${messages.length}`]),
    ...(labelled.length > messages.length / 100
      ? []
      : [`automations acted on only ${labelled.length} of ${messages.length}`]),
  ];
}

function time(messages: readonly IntakeFacts[], work: (facts: IntakeFacts) => unknown): Run {
  for (const facts of messages.slice(0, 500)) work(facts);
  const noise = watchNoise([]);
  const took: number[] = [];
  const before = process.cpuUsage();
  for (const facts of messages) {
    const begun = performance.now();
    work(facts);
    took.push((performance.now() - begun) * 1000);
  }
  const { user, system } = process.cpuUsage(before);
  const { p50, p99 } = summarize(took);
  return { noise: noise(), errors: [], figures: { cpu: (user + system) / messages.length, p50, p99 } };
}
