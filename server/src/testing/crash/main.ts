import { runStorm } from "../storm/storm.ts";
import { crashDatabaseToo } from "./faults/crash-database.ts";
import { type DirectedKills, killAtFailpoint } from "./faults/kill-at-failpoint.ts";
import { killRandomly } from "./faults/kill-randomly.ts";
import { directedPlaces, OWN_TESTS } from "./faults/where-killed.ts";
import { type Figure, lossFigures, restartFigure, toLine, uncertainFigure } from "./figures.ts";
import { runMailDrill } from "./mail/run-mail-drill.ts";
import { runSabotage } from "./sabotage/run-sabotage.ts";
import { sabotages } from "./sabotage/sabotages.ts";
import { playScenario, type Verdict } from "./scenario.ts";

/**
 * `npm run crash`: kills under load, and the sabotages that the harness must find. Prints one line "figure / goal / pass" for
 * each goal; ends with 1 when one is missed. A share of the kills may be asked for, and some of the steps by name:
 * `npm run crash -- 0.1 storm`.
 */
const asked = process.argv.slice(2);
const share = Number(asked.find((word) => word !== "" && Number.isFinite(Number(word))) ?? 1);
const many = (count: number) => Math.max(1, Math.round(count * share));
type Step = { readonly name: string; readonly about: string; run(): Promise<Figure[]> };
const all: readonly Step[] = [
  { name: "kills", about: `${many(200)} kills at random, 32 senders`, run: randomKills },
  {
    name: "repeats",
    about: `${many(100)} kills at random, a provider that counts every repeat`,
    run: uncertainSends,
  },
  { name: "database", about: `${many(20)} crashes of database and product together`, run: databaseCrashes },
  {
    name: "failpoints",
    about: `${many(5)} kills at each failpoint`,
    run: async () => [...(await mailKills()), ...(await directedKills())],
  },
  {
    name: "storm",
    about: `a storm over every network: ${many(10_000)} events, each up to ten times`,
    run: storm,
  },
  { name: "sabotages", about: "the sabotages", run: catchSabotages },
];
const names = asked.filter((word) => !Number.isFinite(Number(word)));
const unknown = names.filter((name) => !all.some((step) => step.name === name));
if (unknown.length > 0)
  throw new Error(`There is no step ${unknown.join(", ")}: ${all.map((step) => step.name).join(", ")}.`);
const steps = all.filter((step) => names.length === 0 || names.includes(step.name));

let passed = true;
for (const { about, run } of steps) {
  console.log(`\n${about} …`);
  for (const figure of await run()) {
    console.log(toLine(figure));
    passed &&= figure.pass;
  }
}
console.log(passed ? "\nEvery goal was met." : "\nA goal was missed.");
process.exitCode = passed ? 0 : 1;

async function randomKills(): Promise<Figure[]> {
  const verdict = await playScenario({
    faults: killRandomly(many(200), { least: 300, most: 2200 }),
    settleSeconds: 240,
  });
  return [...lossFigures("random kills", explain(verdict), many(5000)), restartFigure(verdict)];
}

/** 4 % of the accepted calls lose their answer; the provider tells later what it has. */
async function uncertainSends(): Promise<Figure[]> {
  const verdict = await playScenario({
    env: { GUICHET_API_SEND_IS_NOT_IDEMPOTENT: "1" },
    manners: { idempotent: false, cutsAfter: 0.04, tells: 1 },
    faults: killRandomly(many(100), { least: 300, most: 2200 }),
    settleSeconds: 240,
  });
  return [...lossFigures("no idempotency", explain(verdict), many(2000)), uncertainFigure(verdict)];
}

async function databaseCrashes(): Promise<Figure[]> {
  const verdict = await playScenario({ faults: crashDatabaseToo(many(20)), settleSeconds: 240 });
  return lossFigures("database crashes", explain(verdict), many(300));
}

/** Every network, by its own wire format, from the simulators. */
async function storm(): Promise<Figure[]> {
  const verdict = await runStorm({ seed: 20261130, events: many(10_000), mostTimes: 10, kills: many(20) });
  const { networks, deliveries, delivered, wrong } = verdict;
  for (const line of wrong.slice(0, 20)) console.log(line);
  const what = `storm over ${networks.join(", ")}: ${deliveries} deliveries, ${delivered} times, ${many(20)} kills; contacts whose conversations differ`;
  return [{ what, figure: String(wrong.length), goal: "0", pass: wrong.length === 0 }];
}

/** Those that no load of this harness passes are named, not counted. */
async function directedKills(): Promise<Figure[]> {
  const directed = directedPlaces();
  const kills: DirectedKills[] = [];
  const verdict = await playScenario({
    faults: async (stage) => {
      for (const name of directed) {
        const one = await killAtFailpoint(stage, name, many(5));
        console.log(`${name}: ${one.kills} kills`);
        kills.push(one);
      }
    },
    settleSeconds: 240,
  });
  console.log(`by tests of their own: ${[...OWN_TESTS].join(", ")}`);
  const reached = kills.filter((one) => one.kills === many(5));
  const missed = kills.filter((one) => !reached.includes(one)).map(({ name, kills: got }) => `${name} ${got}`);
  return [
    {
      what: `failpoints killed at ${many(5)} times${missed.length > 0 ? ` (not: ${missed.join(", ")})` : ""}`,
      figure: String(reached.length),
      goal: String(directed.length),
      pass: missed.length === 0,
    },
    ...lossFigures("directed kills", explain(verdict), many(300)),
  ];
}

/** Mails in and out, at a provider that files what is sent and at one that does not: twice as many kills at each place. */
async function mailKills(): Promise<Figure[]> {
  const verdict = await runMailDrill(many(5));
  for (const { name, kills } of verdict.kills) console.log(`${name}: ${kills} kills`);
  const goal = 2 * many(5) * verdict.kills.length;
  const reached = verdict.kills.reduce((sum, { kills }) => sum + kills, 0);
  console.log(`mails that arrived and are marked as uncertain, where nobody can know: ${verdict.leftUncertain}`);
  return [
    { what: "kills at the failpoints of mail", figure: String(reached), goal: String(goal), pass: reached === goal },
    ...lossFigures("mails", explain(verdict), goal),
  ];
}

async function catchSabotages(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const sabotage of sabotages) {
    const { caught, violations } = await runSabotage(sabotage);
    const found = violations.find(({ invariant }) => sabotage.breaks.includes(invariant));
    figures.push({
      what: `sabotage "${sabotage.name}"`,
      figure: found === undefined ? "not found" : `${found.invariant}: ${found.detail}`,
      goal: sabotage.breaks.join(" or "),
      pass: caught,
    });
    console.log(`${sabotage.name}: ${caught ? "caught" : "MISSED"}`);
  }
  const caught = figures.filter((figure) => figure.pass).length;
  const together = {
    what: "sabotages caught",
    figure: String(caught),
    goal: `${sabotages.length}`,
    pass: caught === sabotages.length,
  };
  return [...figures, together];
}

/** The first findings in full, where there are any. */
function explain(verdict: Verdict): Verdict {
  for (const { invariant, detail } of verdict.violations.slice(0, 20)) console.log(`  ${invariant}: ${detail}`);
  return verdict;
}
