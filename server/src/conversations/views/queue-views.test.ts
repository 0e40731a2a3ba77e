import {
  type ChannelId,
  MOST_VIEWS,
  queueView,
  queueViewCounts,
  queueViewList,
  type TopicId,
  type UserId,
  viewUses,
} from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { startTestApp, type TestApp, type TestPerson } from "../../testing/test-app.ts";
import { receiveMessages } from "../index.ts";

let test: TestApp;
let shop: ChannelId;
let press: ChannelId;
/** Supervises both channels, works on both, sees the shop alone. */
let sue: TestPerson;
let bea: TestPerson;
let carl: TestPerson;
let topic: TopicId;

beforeAll(async () => {
  test = await startTestApp();
  shop = (await test.apiChannel(test.organizationId)) as ChannelId;
  press = (await test.apiChannel(test.organizationId)) as ChannelId;
  sue = await test.person(test.organizationId, "agent", { [shop]: "supervisor", [press]: "contributor" });
  bea = await test.person(test.organizationId, "agent", { [shop]: "contributor", [press]: "contributor" });
  carl = await test.person(test.organizationId, "agent", { [shop]: "viewer" });
  const made = await test.call("POST", "/api/v1/topics", { as: test.admin, body: { name: "Delivery" } });
  topic = (made.body as { id: TopicId }).id;
  for (const [channelId, from] of [
    [shop, "Anna"],
    [shop, "Bruno"],
    [press, "Clara"],
  ] as const)
    await write(channelId, from);
});
afterAll(async () => await test?.stop());

async function write(channelId: ChannelId, from: string): Promise<void> {
  const message = {
    channelId,
    platform: "api" as const,
    externalId: uuidV7(),
    direction: "in" as const,
    occurredAt: Date.now(),
    party: { externalId: from, displayName: from },
    text: "Hello",
    visibility: "private" as const,
    automatic: false,
    media: [],
    deliveryId: uuidV7(),
  };
  const { database } = test.app.parts;
  await receiveMessages([message], {
    database,
    organizationId: test.organizationId,
    steps: [],
    now: () => new Date(),
  });
}

const body = (over: object = {}) => ({ name: "Mine", status: "new", sort: "oldest", filter: {}, ...over });
const call = (as: TestPerson, method: string, path: string, given?: unknown) =>
  test.call(method, `/api/v1${path}`, { as, ...(given === undefined ? {} : { body: given }) });
const save = async (as: TestPerson, over: object = {}) =>
  queueView.parse((await call(as, "POST", "/queue-views", body(over))).body);
const seenBy = async (as: TestPerson) => queueViewList.parse((await call(as, "GET", "/queue-views")).body).items;
const countOf = async (as: TestPerson, id: string) =>
  queueViewCounts.parse((await call(as, "GET", "/queue-view-counts")).body).items.find((one) => one.id === id)?.count;

describe("what views ask for, before it is deleted", () => {
  it("W53 views that ask for it are named where the Admin sees them, and counted by their owners where not", async () => {
    const made = await test.call("POST", "/api/v1/topics", { as: test.admin, body: { name: "Returns" } });
    const { id } = made.body as { id: TopicId };
    const shared = await save(sue, { name: "All returns", shared: true, filter: { topics: `${topic},${id}` } });
    const own = await save(test.admin, { name: "Mine", filter: { topics: id } });
    await save(bea, { name: "Bea's secret", filter: { topics: id } });
    const gone = await save(bea, { name: "Gone", filter: { topics: id } });
    await call(bea, "DELETE", `/queue-views/${gone.id}`);
    await save(bea, { name: "Something else", filter: { topics: topic } });
    const usesOf = async (part: string, of: string) =>
      (await call(test.admin, "GET", `/queue-view-uses?part=${part}&id=${of}`)).body;
    const uses = viewUses.parse(await usesOf("topics", id));
    expect(uses.views.map((view) => [view.id, view.shared])).toEqual([
      [shared.id, true],
      [own.id, false],
    ]);
    expect(uses.ofOthers).toEqual([{ ownerName: "Test Person", count: 1 }]);
    expect(JSON.stringify(uses)).not.toContain("secret");
    expect(await usesOf("tags", id)).toEqual({ views: [], ofOthers: [] });
    for (const part of ["channels", "assignedTo", "teams", "groups", "tags"]) {
      const thing = uuidV7();
      const view = await save(sue, { name: part, shared: true, filter: { [part]: thing } });
      expect(viewUses.parse(await usesOf(part, thing)).views).toMatchObject([{ id: view.id, name: part }]);
    }
    expect((await call(sue, "GET", `/queue-view-uses?part=topics&id=${id}`)).status).toBe(403);
    for (const one of await seenBy(sue)) if (one.own) await call(sue, "DELETE", `/queue-views/${one.id}`);
    await call(test.admin, "DELETE", `/queue-views/${own.id}`);
    for (const one of await seenBy(bea)) if (one.own) await call(bea, "DELETE", `/queue-views/${one.id}`);
  });
});

describe("saved views of the queue", () => {
  it("W53 a private view is its owner's alone: for others, also an Admin, it is not there", async () => {
    const view = await save(bea, { name: "  Bea's own ", emoji: "🚚", filter: { topics: topic, vip: "yes" } });
    expect(view).toMatchObject({ name: "Bea's own", emoji: "🚚", own: true, shared: false, mayChange: true });
    expect(view.filter).toEqual({ topics: topic, vip: "yes" });
    for (const other of [carl, sue, test.admin]) {
      expect((await seenBy(other)).map((one) => one.id)).not.toContain(view.id);
      expect(await countOf(other, view.id)).toBeUndefined();
      for (const [method, path, given] of [
        ["PATCH", "", { name: "x" }],
        ["DELETE", "", undefined],
        ["POST", "/restoration", undefined],
      ] as const)
        expect((await call(other, method, `/queue-views/${view.id}${path}`, given)).status).toBe(404);
    }
  });

  it("W53 Admins and Supervisors share views; others see them, and do not change them", async () => {
    expect((await call(bea, "POST", "/queue-views", body({ shared: true }))).status).toBe(403);
    const own = await save(bea, { name: "To be shared" });
    expect((await call(bea, "PATCH", `/queue-views/${own.id}`, { shared: true })).status).toBe(403);
    const view = await save(sue, { name: "For all", shared: true });
    const shown = (await seenBy(carl)).find((one) => one.id === view.id);
    expect(shown).toMatchObject({ own: false, mayChange: false, shared: true });
    for (const method of ["PATCH", "DELETE"])
      expect(
        (await call(bea, method, `/queue-views/${view.id}`, method === "PATCH" ? { name: "x" } : undefined)).status,
      ).toBe(403);
    // An Admin may change what is shared and delete it, but not hide it away as its owner's own.
    expect((await call(test.admin, "PATCH", `/queue-views/${view.id}`, { name: "For everybody" })).status).toBe(200);
    expect((await call(test.admin, "PATCH", `/queue-views/${view.id}`, { shared: false })).status).toBe(403);
    expect((await call(sue, "PATCH", `/queue-views/${view.id}`, { shared: false })).status).toBe(200);
    expect((await seenBy(carl)).map((one) => one.id)).not.toContain(view.id);
  });

  it("W170 what is shared stands in the log of settings, what is private does not", async () => {
    const before = await logged();
    const own = await save(bea, { name: "Quiet" });
    await call(bea, "DELETE", `/queue-views/${own.id}`);
    expect(await logged()).toEqual(before);
    const view = await save(sue, { name: "Loud", shared: true });
    await call(sue, "PATCH", `/queue-views/${view.id}`, { name: "Louder" });
    await call(sue, "DELETE", `/queue-views/${view.id}`);
    await call(sue, "POST", `/queue-views/${view.id}/restoration`);
    expect((await logged()).slice(before.length)).toEqual([
      "queue_view.created",
      "queue_view.edited",
      "queue_view.deleted",
      "queue_view.restored",
    ]);
  });

  it("W41 I22 each reader's own reach is counted and shown, whoever made the view", async () => {
    const view = await save(sue, { name: "Both", shared: true, filter: { channels: `${shop},${press}` } });
    expect(await countOf(bea, view.id)).toEqual({ count: 3, more: false });
    expect(await countOf(carl, view.id)).toEqual({ count: 2, more: false });
    const shown = (await seenBy(carl)).find((one) => one.id === view.id);
    expect(shown).toMatchObject({ filter: { channels: shop }, hiddenChannels: 1 });
    expect(JSON.stringify(await seenBy(carl))).not.toContain(press);
    // Somebody who sees one of its channels saves over it: the other one stays in it.
    await call(test.admin, "PATCH", `/queue-views/${view.id}`, { filter: { channels: "", vip: "yes" } });
    expect((await seenBy(bea)).find((one) => one.id === view.id)?.filter.channels).toBe(`${shop},${press}`);
  });

  it("W53 a view that names what is gone opens, keeps it, and holds nothing", async () => {
    const gone = uuidV7();
    const view = await save(bea, {
      filter: { topics: gone, assignedTo: `me,${gone},nonsense`, teams: `none,${gone}`, groups: gone, waiting: "1h" },
    });
    expect(view.filter).toEqual({
      topics: gone,
      assignedTo: `me,${gone}`,
      teams: `none,${gone}`,
      groups: gone,
      waiting: "1h",
    });
    expect(await countOf(bea, view.id)).toEqual({ count: 0, more: false });
  });

  it("I12 of two who save the same view at once one wins, and the other is told", async () => {
    const view = await save(sue, { name: "Raced", shared: true });
    const change = (as: TestPerson, name: string) =>
      call(as, "PATCH", `/queue-views/${view.id}`, { name, version: view.version });
    const answers = await Promise.all([change(sue, "Hers"), change(test.admin, "The Admin's")]);
    expect(answers.map((one) => one.status).toSorted()).toEqual([200, 409]);
    expect(answers.find((one) => one.status === 409)?.body).toMatchObject({ error: { code: "changed_meanwhile" } });
    const won = answers.find((one) => one.status === 200)?.body as { name: string };
    expect((await seenBy(sue)).find((one) => one.id === view.id)?.name).toBe(won.name);
  });

  it("W53 deleted twice is deleted once, and it comes back as it was", async () => {
    const view = await save(bea, { name: "Back and forth", sort: "newest" });
    for (let n = 0; n < 2; n += 1) expect((await call(bea, "DELETE", `/queue-views/${view.id}`)).status).toBe(204);
    expect((await seenBy(bea)).map((one) => one.id)).not.toContain(view.id);
    expect((await call(bea, "PATCH", `/queue-views/${view.id}`, { name: "x" })).status).toBe(404);
    for (let n = 0; n < 2; n += 1)
      expect((await call(bea, "POST", `/queue-views/${view.id}/restoration`)).status).toBe(200);
    expect((await seenBy(bea)).find((one) => one.id === view.id)).toMatchObject({
      name: "Back and forth",
      sort: "newest",
    });
  });

  it("W53 names, emoji and the number of views have limits, also when many are saved at once", async () => {
    for (const over of [
      { name: " " },
      { name: "x".repeat(61) },
      { emoji: "ab" },
      { emoji: "🚚🚚" },
      { filter: { odd: "x" } },
      { filter: { waiting: "2y" } },
      { sort: "random" },
    ])
      expect((await call(carl, "POST", "/queue-views", body(over))).status, JSON.stringify(over)).toBe(400);
    for (const emoji of ["👩🏽‍💻", "🏳️‍🌈", "❤️", "🇫🇷", "📦\uFE0F"])
      expect((await save(carl, { emoji })).emoji).toBe(emoji);
    const answers = await Promise.all(
      Array.from({ length: MOST_VIEWS + 3 }, () => call(carl, "POST", "/queue-views", body())),
    );
    const full = answers.filter((one) => one.status !== 201);
    expect(full).toHaveLength(3 + 5);
    expect(full[0]?.body).toMatchObject({ error: { code: "limit_reached" } });
    expect(await seenBy(carl).then((all) => all.filter((one) => one.own).length)).toBe(MOST_VIEWS);
    await forget(carl.id);
  });
});

async function logged(): Promise<string[]> {
  const rows = await test.app.parts.database.system
    .selectFrom("settings_changes")
    .select("action")
    .where("organization_id", "=", test.organizationId)
    .where("action", "like", "queue_view.%")
    .orderBy("number")
    .execute();
  return rows.map((row) => row.action);
}

async function forget(owner: UserId): Promise<void> {
  await test.app.parts.database.system.deleteFrom("queue_views").where("owner_id", "=", owner).execute();
}
