import { readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "./test-app.ts";

const file = new URL("../../../docs/api/openapi.json", import.meta.url);
let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(async () => await test.stop());

type Description = { openapi: string; paths: Record<string, Record<string, { summary: string; responses: object }>> };

describe("the API's description", () => {
  it("in docs is the one that runs, OpenAPI 3.1 with every route for programs", async () => {
    const { status, body } = await test.call("GET", "/api/v1/openapi.json");
    const description = body as Description;
    expect(status).toBe(200);
    expect(description.openapi).toBe("3.1.0");
    if (process.env.UPDATE_DOCS === "1")
      await writeFile(file, `${JSON.stringify(withoutVersion(description), null, 1)}\n`);
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual(withoutVersion(description));
    const described = Object.values(description.paths).flatMap((path) => Object.keys(path)).length;
    expect(described).toBe(test.app.web?.routes.filter((route) => !route.hidden).length);
  });

  it("for people is a page without scripts that names every route", async () => {
    const { status, body, headers } = await test.call("GET", "/api/v1/docs");
    expect(status).toBe(200);
    expect(headers.get("content-type")).toMatch(/text\/html/);
    expect(String(body)).not.toMatch(/<script/);
    for (const route of test.app.web?.routes.filter((candidate) => !candidate.hidden) ?? [])
      expect(String(body)).toContain(route.url);
  });
});

function withoutVersion(description: Description): Description {
  return { ...description, info: { title: "Guichet" } } as Description;
}
