import { AUTO_CLEAR_MINUTES } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import type { Route } from "../http/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { makeOneOfEach } from "./one-of-each.ts";
import { sampleBody } from "./replays/sample-body.ts";
import { startTestApp, type TestApp } from "./test-app.ts";

let test: TestApp;
let ids: Record<string, string>;
beforeAll(async () => {
  test = await startTestApp();
  const channelId = await test.apiChannel(test.organizationId);
  ids = await makeOneOfEach(
    test,
    test.organizationId,
    channelId,
    await test.person(test.organizationId, "agent", { [channelId]: "supervisor" }),
  );
});
afterAll(async () => await test?.stop());

/** An Admin's routes that change no setting, and why. */
const NO_SETTING: Readonly<Record<string, string>> = {
  "POST /contact-groups/preview": "only counts",
  "POST /skill-sets/preview": "only counts",
  "POST /skill-sets/try-out": "only counts",
  "POST /automations/try-out": "only counts",
  "POST /rules-file/preview": "only compares",
  "POST /rules-file/import": "needs the preview of a file: proved in rules-file.test.ts",
  "POST /channels/:id/test": "only tries",
  "POST /channels/:id/templates/sync": "fetches what the platform lists; nothing of ours is set",
  "POST /problems/:id/retry": "a delivery, not a setting",
  "POST /problems/retry-all": "deliveries, not settings",
  "POST /problems/:id/discard": "needs a problem: proved in problems.test.ts",
  "POST /knowledge-files": "a file that belongs to nothing yet",
  "POST /users/:id/invitation": "needs somebody who has not come yet: proved in users.test.ts",
  "DELETE /muted-contacts/:id": "needs a muted contact: proved with muting",
  "DELETE /muted-posts/:id": "needs a muted post: proved with muting",
};

const RULE = { type: "all", nodes: [{ type: "condition", field: "vip", operator: "equals", values: ["no"] }] };
const SKILL_RULE = {
  type: "any",
  nodes: [
    {
      type: "all",
      nodes: [{ type: "all", nodes: [{ type: "condition", field: "topics", operator: "empty", values: [] }] }],
    },
  ],
};
const OPEN = [{ from: "09:00", until: "17:00" }];
const WEEK = { monday: OPEN, tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** Where the least body that the schema takes is not enough. */
const BODIES: Readonly<Record<string, () => unknown>> = {
  "POST /contacts/:id/deletion": async () => {
    await seeEveryChannel();
    return { hint: "the one of the test" };
  },
  "PATCH /contact-settings": () => ({ clearAfterMinutes: AUTO_CLEAR_MINUTES[1] }),
  "PUT /contact-attribute-order": async () => ({ ids: (await idsOf("/contact-attributes")).reverse() }),
  "PATCH /users/:id": () => ({ firstName: "Changed" }),
  "PATCH /away-states/:id": () => ({ name: "Another name" }),
  "PUT /teams/:id/members": () => ({ members: [{ userId: ids.users, role: "viewer" }] }),
  "PUT /teams/:id/channels": () => ({ channelIds: [ids.channels] }),
  "PATCH /organization": () => ({ name: "Another name" }),
  "PATCH /resolution-reasons/:id": () => ({ name: "Another name" }),
  "POST /api-keys": () => ({ name: "Orders", scopes: ["proactive.send"] }),
  "PATCH /api-keys/:id": () => ({ name: "Another name" }),
  "PATCH /channels/:id": () => ({ autoAssign: false }),
  "PUT /channels/:id/access": () => ({ users: [], teamIds: [] }),
  "PUT /channels/:id/templates": () => ({
    templates: [{ name: "hello", language: "en", category: "utility", status: "approved", body: "Hello" }],
  }),
  "PATCH /topics/:id": () => ({ description: "Other words" }),
  "PATCH /tags/:id": () => ({ description: "Other words" }),
  "PATCH /knowledge-collections/:id": () => ({ name: "Another name" }),
  "PATCH /knowledge-items/:id": () => ({ title: "Another title" }),
  "PATCH /automations/:id": () => ({ name: "Another name" }),
  "POST /automations": () => automation("Resolves"),
  "PUT /automation-order": async () => {
    await test.call("POST", "/api/v1/automations", { as: test.admin, body: automation("To be moved") });
    return { ids: (await idsOf("/automations")).reverse() };
  },
  "PATCH /skill-sets/:id": () => ({ version: 1, name: "Another name" }),
  "POST /skill-sets": () => ({ name: "Everything", rule: SKILL_RULE }),
  "PATCH /contact-groups/:id": () => ({ name: "Another name" }),
  "PATCH /contact-attributes/:id": () => ({ shown: false }),
  "PATCH /teams/:id": () => ({ name: "Another name" }),
  "PATCH /teams/:id/options": () => ({ routedOnly: false }),
  "PATCH /prioritization": () => ({ add: { topicIds: [ids.topics] } }),
  "POST /business-hours": () => ({ name: "Shop", timeZone: "UTC", week: WEEK, channelIds: [] }),
  "PATCH /business-hours/:id": () => ({ version: 1, name: "Another name" }),
  "POST /sla-policies": () => ({
    ...{ name: "Quick", firstResponseMinutes: 5, conversationResponseMinutes: null, channelIds: [] },
  }),
  "PATCH /sla-policies/:id": () => ({ version: 1, name: "Another name" }),
  "POST /auto-responders": () => ({
    ...{ name: "Welcome", activation: "delegation" },
    scripts: [{ language: "en", inside: "Hello", outside: "" }],
  }),
  "PATCH /auto-responders/:id": () => ({ version: 1, name: "Another name" }),
  "PUT /auto-responders/:id/channels/:channelId": () => ({ access: true }),
  "POST /contact-groups": () => ({ name: "Everybody", rule: RULE }),
  "POST /knowledge-items": () => ({
    collectionId: ids["knowledge-collections"],
    kind: "response",
    title: "x",
    text: "x",
  }),
  "DELETE /knowledge-collections/:id": () => ({ moveItemsTo: null }),
  "DELETE /channels/:id": () => ({ name: "Shop" }),
};

it("W170 whatever an Admin changes, by any route, leaves its line in the log of settings", async () => {
  const routes = (test.app.web?.routes ?? []).filter(
    (route) => route.access === "admin" && route.method !== "GET" && !route.root,
  );
  expect(routes.length).toBeGreaterThan(30);
  const silent: string[] = [];
  const undone: string[] = [];
  const ordered = [...routes].sort((a, b) => placeOf(a) - placeOf(b));
  for (const route of ordered) {
    const name = `${route.method} ${route.url}`;
    if (name in NO_SETTING) continue;
    const before = await lines();
    const answer = await test.call(route.method, `/api/v1${fill(route)}`, {
      as: test.admin,
      ...(await bodyOf(route)),
    });
    if (answer.status >= 300) undone.push(`${name} ${answer.status} ${JSON.stringify(answer.body)}`);
    else if ((await lines()) === before) silent.push(name);
  }
  expect(undone, "routes that could not be tried: give them a body above").toEqual([]);
  expect(silent, "routes that changed something and left no line").toEqual([]);
  expect(
    Object.keys(NO_SETTING).filter((name) => !routes.some((route) => `${route.method} ${route.url}` === name)),
  ).toEqual([]);
}, 120_000);

/** Deleting a contact is for Admins who see every channel (W125). */
async function seeEveryChannel(): Promise<void> {
  await sql`
    insert into channel_access (organization_id, channel_id, user_id, role)
    select organization_id, id, ${test.admin.id}, 'supervisor' from channels where organization_id = ${test.organizationId}
    on conflict do nothing`.execute(test.app.parts.database.system);
}

function automation(name: string) {
  const condition = { type: "condition", field: "message", operator: "any_of", values: ["bye"] };
  const rule = { type: "any", nodes: [{ type: "all", nodes: [condition] }] };
  return { name, rule, actions: [{ type: "resolve", reasonId: null }], allChannels: true, channelIds: [] };
}

async function idsOf(path: string): Promise<string[]> {
  const listed = await test.call("GET", `/api/v1${path}`, { as: test.admin });
  return z
    .object({ items: z.array(z.object({ id: z.string() })) })
    .parse(listed.body)
    .items.map(({ id }) => id);
}

async function bodyOf(route: Route): Promise<object> {
  if (route.body === undefined) return {};
  if (route.body === "raw") return { raw: PICTURE, headers: { "content-type": "image/png" } };
  return { body: (await BODIES[`${route.method} ${route.url}`]?.()) ?? sampleBody(route.body) };
}

/** The others need what a deletion takes away, and what is restored was deleted: collections after what is in them, channels last. */
function placeOf({ method, url }: Route): number {
  if (url.endsWith("/restoration")) return url.includes("collections") ? 3 : 4;
  if (url === "/contacts/:id/deletion") return 1;
  if (url.endsWith("/:teamId")) return method === "DELETE" ? 0.5 : 0;
  if (method !== "DELETE") return 0;
  return url.startsWith("/channels") ? 5 : url.includes("collections") ? 2 : 1;
}

async function lines(): Promise<number> {
  const found = await sql<{ count: number }>`select count(*)::int as count from settings_changes`.execute(
    test.app.parts.database.system,
  );
  return found.rows[0]?.count ?? 0;
}

function fill(route: Route): string {
  const subject = route.url.split("/")[1] ?? "";
  const idOf = (name: string) => ids[name === "id" ? subject : name] ?? ids[subject] ?? uuidV7();
  return route.url.replaceAll(/:(\w+)/g, (_, name: string) => idOf(name));
}
