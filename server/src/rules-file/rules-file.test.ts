import {
  type AutomationList,
  type ChannelId,
  channelCreated,
  type Prioritization,
  type RulesFilePreview,
  rulesFilePreview,
  type SkillSetView,
  toSkillRule,
} from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestPerson } from "../testing/test-app.ts";

let test: TestApp;
let as: TestPerson;
let channelId: ChannelId;
const ids = new Map<string, string>();

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(async () => await test?.stop());
/** Each test has an organization of its own. */
beforeEach(async () => {
  as = await test.person(await test.organization(), "admin");
  ids.clear();
  channelId = channelCreated.parse((await api("POST", "/channels", { platform: "api", name: "Shop" })).body).channel.id;
  for (const [path, name] of [
    ["/topics", "Refunds"],
    ["/topics", "Delivery"],
    ["/tags", "Unhappy"],
    ["/teams", "Refund desk"],
    ["/teams", "Front desk"],
  ] as const)
    ids.set(name, ((await api("POST", path, { name })).body as { id: string }).id);
});

const api = async (method: string, path: string, body?: unknown) =>
  await test.call(method, `/api/v1${path}`, { as, ...(body === undefined ? {} : { body }) });
const rules = async () => String((await api("GET", "/rules-file")).body);
const ask = async (text: string) => await api("POST", "/rules-file/preview", { text });
const preview = async (text: string): Promise<RulesFilePreview> => {
  const answer = await ask(text);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return rulesFilePreview.parse(answer.body);
};
const take = async (text: string, { fingerprint }: RulesFilePreview) =>
  await api("POST", "/rules-file/import", { text, fingerprint });
const automations = async () => (await api("GET", "/automations")).body as AutomationList;
const skillSets = async () => ((await api("GET", "/skill-sets")).body as { items: SkillSetView[] }).items;
const fieldsOf = (answer: { body: unknown }) =>
  (answer.body as { error: { fields?: { path: string; problem: string }[] } }).error.fields;
const changesOf = ({ changes }: RulesFilePreview) =>
  changes.map(({ part, name, change }) => `${part} ${name} ${change}`);

async function setUp(): Promise<void> {
  const phrases = (...values: string[]) => ({ type: "condition", field: "message", operator: "any_of", values });
  for (const [name, topic] of [
    ["Money back", "Refunds"],
    ["Parcels", "Delivery"],
  ] as const)
    await api("POST", "/automations", {
      ...{ name, allChannels: name === "Parcels", channelIds: name === "Parcels" ? [] : [channelId] },
      rule: { type: "any", nodes: [{ type: "all", nodes: [phrases("refund", "null", "24")] }] },
      actions: [
        { type: "topic", topicId: ids.get(topic) },
        { type: "tag", tagId: ids.get("Unhappy") },
      ],
    });
  const rule = toSkillRule([
    {
      join: "or",
      rules: [
        { type: "condition", field: "topics", operator: "any_of", values: [ids.get("Refunds") ?? ""] },
        { type: "condition", field: "visibility", operator: "equals", values: ["private"] },
      ],
    },
    { join: "and", rules: [{ type: "condition", field: "groups", operator: "empty", values: [] }] },
  ]);
  const made = (await api("POST", "/skill-sets", { name: "Gold refunds", rule })).body as SkillSetView;
  await api("PUT", `/skill-sets/${made.id}/teams/${ids.get("Refund desk")}`);
  await api("PUT", `/fallback-teams/${ids.get("Front desk")}`);
  await api("PATCH", "/prioritization", {
    add: { topicIds: [ids.get("Refunds")], channels: [{ channelId, visibility: "private" }] },
  });
}

describe("rules as a file", () => {
  it("R22 R40 the whole rule set reads by name, and importing it where it came from changes nothing", async () => {
    await setUp();
    const text = await rules();
    for (const line of ["guichetRules: 1", "- name: Money back", "- topic: Refunds", "- Refund desk", "fallbackTeams:"])
      expect(text).toContain(line);
    expect(text).not.toContain(channelId);
    const told = await preview(text);
    expect([told.changes, told.unknown, told.leftOut, told.unchanged]).toEqual([[], [], [], 3]);
    expect(told.parts).toEqual(["automations", "skillSets", "fallbackTeams", "prioritization"]);
    const before = (await automations()).items;
    expect((await take(text, told)).status).toBe(200);
    expect((await automations()).items).toEqual(before);
  });

  it("R22 R40 in another organization with the same names it makes the same rules; the file is the same again", async () => {
    await setUp();
    const text = await rules();
    const home = as;
    as = await test.person(await test.organization(), "admin");
    await api("POST", "/channels", { platform: "api", name: "shop" });
    for (const name of ["refunds", "Delivery"]) await api("POST", "/topics", { name });
    await api("POST", "/tags", { name: "Unhappy" });
    for (const name of ["Refund desk", "Front desk"]) await api("POST", "/teams", { name });
    const told = await preview(text);
    expect(told.unknown).toEqual([]);
    expect(changesOf(told)).toEqual([
      "automations Money back added",
      "automations Parcels added",
      "skillSets Gold refunds added",
      "fallbackTeams null changed",
      "prioritization null changed",
    ]);
    expect((await automations()).items).toEqual([]);
    expect((await take(text, told)).status).toBe(200);
    expect((await rules()).toLowerCase()).toBe(text.toLowerCase());
    expect((await skillSets())[0]).toMatchObject({ name: "Gold refunds", enabled: true, invalid: false });
    expect(((await api("GET", "/prioritization")).body as Prioritization).topicIds).toHaveLength(1);
    as = home;
  });

  it("R22 what is changed, removed, added and put in another order is told field by field before it is done", async () => {
    await setUp();
    const text = (await rules())
      .replace("name: Money back\n    enabled: true", "name: Money back\n    enabled: false")
      .replace(/ +- tag: Unhappy\n/, "");
    const kept = await preview(text);
    expect(kept.changes).toEqual([
      {
        ...{ part: "automations", name: "Money back", change: "changed" },
        fields: [
          { field: "enabled", before: "true", after: "false" },
          { field: "do", before: "- topic: Refunds\n- tag: Unhappy", after: "- topic: Refunds" },
        ],
      },
    ]);
    const one = `guichetRules: 1
automations:
  - name: Parcels
    enabled: true
    channels: all
    when:
      - all:
          - any_of: [refund, "null", 24]
    do:
      - topic: Delivery
      - tag: Unhappy
  - name: Thanks
    enabled: true
    channels: all
    when:
      - all:
          - word_count: 1
    do:
      - resolve: {}
skillSets: []
`;
    const told = await preview(one);
    expect(changesOf(told)).toEqual([
      "automations Money back removed",
      "automations Thanks added",
      "skillSets Gold refunds removed",
    ]);
    expect((await take(one, told)).status).toBe(200);
    expect((await automations()).items.map(({ name }) => name)).toEqual(["Parcels", "Thanks"]);
    expect(await skillSets()).toEqual([]);
    // What the file does not tell of stays.
    expect(((await api("GET", "/fallback-teams")).body as { teamIds: string[] }).teamIds).toEqual([
      ids.get("Front desk"),
    ]);
    const turned = (await rules()).replace(
      /( {2}- name: Parcels[\s\S]*?)( {2}- name: Thanks[\s\S]*?)(?=skillSets)/,
      "$2$1",
    );
    const order = await preview(turned);
    expect(order.changes).toMatchObject([
      { name: null, fields: [{ field: "order", before: "- Parcels\n- Thanks", after: "- Thanks\n- Parcels" }] },
    ]);
    await take(turned, order);
    expect((await automations()).items.map(({ name }) => name)).toEqual(["Thanks", "Parcels"]);
  });

  it("R22 R40 names that are not here are listed and drop out; what could not work without them is left out", async () => {
    await setUp();
    const text = (await rules())
      .replaceAll("Unhappy", "Cross")
      .replaceAll("topic: Delivery", "topic: Parcels gone")
      .replaceAll("Refund desk", "Gold desk");
    const told = await preview(text);
    expect(told.unknown).toEqual([
      { kind: "tag", name: "Cross", entries: ["Money back", "Parcels"] },
      { kind: "topic", name: "Parcels gone", entries: ["Parcels"] },
      { kind: "team", name: "Gold desk", entries: ["Gold refunds"] },
    ]);
    expect(told.leftOut).toEqual([{ part: "automations", name: "Parcels", problem: "no_action" }]);
    expect((await take(text, told)).status).toBe(200);
    const [money, parcels] = (await automations()).items;
    expect(money?.actions).toEqual([{ type: "topic", topicId: ids.get("Refunds") }]);
    expect(parcels?.actions).toHaveLength(2);
    expect((await skillSets())[0]?.teamIds).toEqual([]);
  });

  it("R22 nothing is done when somebody has changed something since, or when the preview was of another file", async () => {
    await setUp();
    const text = (await rules()).replace("name: Parcels\n    enabled: true", "name: Parcels\n    enabled: false");
    const told = await preview(text);
    expect((await take(`${text}\n`, told)).status).toBe(200);
    const again = (await rules()).replace("name: Parcels\n    enabled: false", "name: Parcels\n    enabled: true");
    const seen = await preview(again);
    await api("PATCH", `/topics/${ids.get("Refunds")}`, { name: "Money" });
    const late = await take(again, seen);
    expect([late.status, late.body]).toMatchObject([409, { error: { code: "changed_meanwhile" } }]);
    expect((await automations()).items.map(({ enabled }) => enabled)).toEqual([true, false]);
  });

  it("R22 W170 an import stands in the log with its numbers, beside a line for each change", async () => {
    await setUp();
    const text = (await rules()).replace("name: Parcels\n", "name: All parcels\n");
    await take(text, await preview(text));
    const { items } = (await api("GET", "/settings-changes")).body as {
      items: { action: string; subject: string; after: unknown }[];
    };
    expect(items.slice(0, 3).map(({ action, subject }) => `${action} ${subject}`)).toEqual([
      "rules.imported Rules",
      "automation.created All parcels",
      "automation.deleted Parcels",
    ]);
    expect(items[0]?.after).toEqual({ added: 1, changed: 0, removed: 1 });
  });

  it("R04 what an Agent asks for is refused", async () => {
    const agent = await test.person(test.organizationId, "agent");
    for (const [method, path] of [
      ["GET", "/rules-file"],
      ["POST", "/rules-file/preview"],
      ["POST", "/rules-file/import"],
    ] as const)
      expect(
        (await test.call(method, `/api/v1${path}`, { as: agent, ...(method === "GET" ? {} : { body: {} }) })).status,
      ).toBe(403);
  });
});

describe("a file that is none", () => {
  const bomb = `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nguichetRules: *c\n`;
  const cases: [string, string, { path: string; problem: string }][] = [
    ["another file", "hello: world", { path: "guichetRules", problem: "not_rules" }],
    ["a picture", "\u0089PNG\r\n\u001a", { path: "guichetRules", problem: "not_rules" }],
    ["nothing", "", { path: "guichetRules", problem: "not_rules" }],
    ["another version", "guichetRules: 2", { path: "guichetRules", problem: "wrong_value" }],
    ["an unknown key", "guichetRules: 1\nautomation: []", { path: "automation", problem: "unknown_key" }],
    [
      "a key of the prototype",
      "guichetRules: 1\n__proto__: {admin: true}",
      { path: "__proto__", problem: "unknown_key" },
    ],
    ["a wrong type", "guichetRules: 1\nautomations: none", { path: "automations", problem: "wrong_type" }],
    ["a missing field", "guichetRules: 1\nskillSets: [{name: A}]", { path: "skillSets.0.enabled", problem: "missing" }],
    ["a key twice", "guichetRules: 1\nfallbackTeams: []\nfallbackTeams: []", { path: "line 3", problem: "twice" }],
    ["broken YAML", "guichetRules: 1\nautomations: [", { path: "line 2", problem: "not_yaml" }],
    ["what stands for something else", bomb, { path: "", problem: "alias" }],
    ["a tag of its own", "guichetRules: !!js/function 1", { path: "line 1", problem: "tag" }],
    ["brackets in brackets", `guichetRules: ${"[".repeat(200_000)}`, { path: "", problem: "too_deep" }],
    ["marks in a line", `guichetRules: 1\nautomations:\n${"- ".repeat(100_000)}`, { path: "", problem: "too_deep" }],
  ];
  it.each(cases)("R22 %s is refused with its place", async (_, text, problem) => {
    const answer = await ask(text);
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer)).toContainEqual(problem);
  });

  it("R22 two of one name, too many and too long are refused; ten megabytes are not even read", async () => {
    const entry = (name: string) => `  - name: ${name}\n    enabled: true\n    teams: []\n    rules: []\n`;
    const twice = await ask(`guichetRules: 1\nskillSets:\n${entry("One")}${entry("one")}`);
    expect(fieldsOf(twice)).toEqual([{ path: "skillSets.1.name", problem: "twice" }]);
    const many = await ask(
      `guichetRules: 1\nskillSets:\n${Array.from({ length: 501 }, (_, at) => entry(`n${at}`)).join("")}`,
    );
    expect(fieldsOf(many)).toEqual([{ path: "skillSets", problem: "too_many" }]);
    const long = await ask(`guichetRules: 1\nfallbackTeams: [${"x".repeat(301)}]`);
    expect(fieldsOf(long)).toEqual([{ path: "fallbackTeams.0", problem: "too_long" }]);
    expect((await ask("x".repeat(10_000_000))).status).toBe(413);
  });
});
