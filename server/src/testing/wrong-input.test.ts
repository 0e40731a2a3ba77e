import { afterAll, beforeAll, expect, it } from "vitest";
import { makeOneOfEach } from "./one-of-each.ts";
import { fillRoute, isApi, keysOf, leastQuery, validBody } from "./route-samples.ts";
import { startTestApp, type TestApp } from "./test-app.ts";

let test: TestApp;
let ids: Record<string, string>;

beforeAll(async () => {
  test = await startTestApp();
  const channelId = await test.apiChannel(test.organizationId);
  const supervisor = await test.person(test.organizationId, "agent", { [channelId]: "supervisor" });
  ids = await makeOneOfEach(test, test.organizationId, channelId, supervisor);
});
afterAll(async () => await test.stop());

const forPeople = () =>
  (test.app.web?.routes ?? []).filter((route) => isApi(route) && ["signed_in", "admin"].includes(route.access));

const SWAPS: readonly unknown[] = [null, [], {}, true, 1e308, "", "x".repeat(5000), { $gt: "" }];

it("S27 wrong types in every body give 400 with the field, never 5xx", async () => {
  let refused = 0;
  for (const route of forPeople()) {
    const { body: schema } = route;
    if (typeof schema !== "object") continue;
    for (const swap of SWAPS) {
      for (const body of [swap, Object.fromEntries(keysOf(schema).map((key) => [key, swap]))]) {
        const answer = await test.call(route.method, fillRoute(route, ids), { as: test.admin, body });
        const label = `${route.method} ${route.url} ${JSON.stringify(body).slice(0, 80)}`;
        expect(answer.status, label).toBeLessThan(500);
        const judged = schema.safeParse(body);
        if (judged.success) continue;
        refused += 1;
        expect(answer, label).toMatchObject({ status: 400, body: { error: { code: "invalid_input" } } });
        expect(fieldsOf(answer.body), label).toEqual(judged.error.issues.slice(0, 50).map(toField));
      }
    }
  }
  expect(refused).toBeGreaterThan(1000);
}, 120_000);

it("S27 wrong values in every query give 400 with the field, never 5xx", async () => {
  let refused = 0;
  for (const route of forPeople()) {
    const { query: schema } = route;
    if (schema === undefined) continue;
    const names = [...keysOf(schema), "not-asked-for"];
    for (const name of names) {
      for (const value of ["", "x", "-1", "1e308", "[]", "%00", "\u0000", "x".repeat(5000)]) {
        const query = { ...leastQuery(route), [name]: value };
        const answer = await test.call(route.method, `${fillRoute(route, ids)}?${new URLSearchParams(query)}`, {
          as: test.admin,
          ...(route.method === "GET" ? {} : { body: validBody(route) }),
        });
        const label = `${route.method} ${route.url} ${name}=${value.slice(0, 20)}`;
        expect(answer.status, label).toBeLessThan(500);
        const judged = schema.safeParse(query);
        if (judged.success) continue;
        refused += 1;
        expect(answer, label).toMatchObject({ status: 400, body: { error: { code: "invalid_input" } } });
        expect(fieldsOf(answer.body), label).toEqual(judged.error.issues.slice(0, 50).map(toField));
      }
    }
  }
  expect(refused).toBeGreaterThan(100);
}, 120_000);

/** The fields that an answer names; those of a key that is not known name the key elsewhere. */
function fieldsOf(body: unknown): string[] {
  return (body as { error: { fields?: { path: string }[] } }).error.fields?.map(({ path }) => path) ?? [];
}

const toField = (issue: { readonly path: readonly PropertyKey[] }): string => issue.path.join(".");
