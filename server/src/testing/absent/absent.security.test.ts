import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { route } from "../../http/index.ts";
import { repository } from "../source-files.ts";
import { startTestApp, type TestApp } from "../test-app.ts";
import { ABSENT, type AbsentFeature } from "./features.ts";
import { fieldsOf, findSigns, type Product } from "./find-signs.ts";

/*
 * Features that others were hurt by and that are not here. Whoever adds one is told by these tests what has to be proved first.
 */
let test: TestApp;
let product: Product;
beforeAll(async () => {
  test = await startTestApp();
  product = { routes: test.app.web?.routes ?? [], packages: runtimePackages(), folders: foldersOf("server/src") };
});
afterAll(async () => await test?.stop());

const foldersOf = (path: string) =>
  readdirSync(join(repository, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

type Lock = { packages: Record<string, { dev?: boolean; link?: boolean }> };

/** What the lockfile installs to run the product, without what only tests and builds need. */
function runtimePackages(): string[] {
  const lock: Lock = JSON.parse(readFileSync(join(repository, "package-lock.json"), "utf8"));
  const testing = Object.keys(
    JSON.parse(readFileSync(join(repository, "e2e/package.json"), "utf8")).dependencies ?? {},
  );
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path.includes("node_modules/") && entry.dev !== true && entry.link !== true)
    .map(([path]) => path.split("node_modules/").at(-1) ?? "")
    .filter((name) => !testing.includes(name));
}

async function expectAbsent(feature: AbsentFeature): Promise<void> {
  expect(product.routes.length).toBeGreaterThan(70);
  expect(product.packages.length).toBeGreaterThan(50);
  expect(findSigns(feature, product), `There is ${feature.name} now. Before it stays: ${feature.owed}`).toEqual([]);
  for (const path of feature.asks)
    for (const method of ["GET", "POST", "PUT", "DELETE"]) {
      const api = await test.call(method, `/api/v1${path}`, {
        as: test.admin,
        ...(method === "GET" ? {} : { body: {} }),
      });
      expect(api.status, `${method} /api/v1${path}`).toBe(404);
      const root = await test.call(method, path, { as: test.admin, ...(method === "GET" ? {} : { body: {} }) });
      // A page of the web app stands at every address; it says that there is no such page.
      const isAppPage = method === "GET" && String(root.headers.get("content-type")).startsWith("text/html");
      if (!isAppPage) expect([404, 405], `${method} ${path}`).toContain(root.status);
      expect(root.headers.get("set-cookie"), path).toBeNull();
    }
}

describe("what is not there", () => {
  it("S24 P6 P44 P111 P114 P117 P118 single sign-on", () => expectAbsent(ABSENT.SINGLE_SIGN_ON));
  it("S8 P12 P39 connecting a channel by another service's sign-in", () => expectAbsent(ABSENT.OAUTH_CONNECTIONS));
  it("S34 P17 exports into tables", () => expectAbsent(ABSENT.EXPORTS));
  it("S35 P146 making PDFs, pictures or pages from what people wrote", () => expectAbsent(ABSENT.RENDERERS));
  it("S38 P42 P45 P76 templates, macros, signatures and automatic answers with fields", () =>
    expectAbsent(ABSENT.TEMPLATES));
  it("S45 P42 P45 P135 P136 P157 assistants and bots", () => expectAbsent(ABSENT.ASSISTANTS));
  it("S51 P61 P62 links that tell of reading, rating or unsubscribing", () => expectAbsent(ABSENT.TRACKING));
  it("S40 P97 P98 P30 P72 maintenance and plug-ins through the web", () => expectAbsent(ABSENT.MAINTENANCE));
});

describe("the look-out itself", () => {
  const made = (url: string, body?: z.ZodType) =>
    route({
      ...{ method: "POST", url, summary: "x", access: "signed_in", rate: "write", handler: async () => undefined },
      ...(body === undefined ? {} : { body }),
    });

  it.each([
    [
      "SINGLE_SIGN_ON",
      made("/auth/saml/acs"),
      made("/sign-in", z.object({ idToken: z.string() })),
      "openid-client",
      "sso",
    ],
    ["OAUTH_CONNECTIONS", made("/oauth/callback"), made("/x", z.object({ shop: z.string() })), "@shopify/api", "crm"],
    ["EXPORTS", made("/exports"), made("/x", z.array(z.object({ csv: z.string() }))), "exceljs", "exports"],
    [
      "RENDERERS",
      made("/conversations/:id/pdf"),
      made("/x", z.object({ a: z.object({ pdf: z.string() }) })),
      "pdfkit",
      "",
    ],
    [
      "TEMPLATES",
      made("/templates"),
      made("/x", z.object({ signature: z.string() }).partial()),
      "handlebars",
      "macros",
    ],
    ["ASSISTANTS", made("/bots/:id"), made("/x", z.object({ prompt: z.string().nullable() })), "openai", "assistants"],
    ["TRACKING", made("/track/open.gif"), made("/x", z.object({ rating: z.number() })), "", "surveys"],
    [
      "MAINTENANCE",
      made("/plugins/install"),
      made("/x", z.union([z.object({ shell: z.string() }), z.null()])),
      "",
      "plugins",
    ],
  ] as const)("sees %s by a route, a field, a package and a folder", (name, byRoute, byField, byPackage, byFolder) => {
    const nothing: Product = { routes: [], packages: [], folders: [] };
    const feature = ABSENT[name];
    expect(findSigns(feature, nothing)).toEqual([]);
    expect(findSigns(feature, { ...nothing, routes: [byRoute] })).toHaveLength(1);
    expect(fieldsOf(byField).length).toBeGreaterThan(0);
    expect(findSigns(feature, { ...nothing, routes: [byField] })).toHaveLength(1);
    if (byPackage !== "") expect(findSigns(feature, { ...nothing, packages: [byPackage] })).toHaveLength(1);
    if (byFolder !== "") expect(findSigns(feature, { ...nothing, folders: [byFolder] })).toHaveLength(1);
  });

  it("reads the fields of every route, and none of what is there is taken for another thing", () => {
    const fields = product.routes.flatMap(fieldsOf);
    for (const known of ["email", "password", "attachmentIds", "allowedOrigins"].slice(0, 3))
      expect(fields).toContain(known);
  });
});
