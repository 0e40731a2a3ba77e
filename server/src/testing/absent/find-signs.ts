import { z } from "zod";
import type { Route } from "../../http/index.ts";
import type { AbsentFeature } from "./features.ts";

export type Product = {
  readonly routes: readonly Route[];
  /** Names of the packages that are installed to run the product. */
  readonly packages: readonly string[];
  /** Folders of server/src. */
  readonly folders: readonly string[];
};

/** Everything by which one sees that such a feature is there after all. */
export function findSigns(feature: AbsentFeature, product: Product): string[] {
  return [
    ...product.routes
      .filter((route) => feature.routes.test(route.url))
      .map((route) => `the route ${route.method} ${route.url}`),
    ...product.routes.flatMap((route) =>
      fieldsOf(route)
        .filter((field) => feature.fields.test(field))
        .map((field) => `the field ${field} of ${route.method} ${route.url}`),
    ),
    ...product.packages.filter((name) => feature.packages.test(name)).map((name) => `the package ${name}`),
    ...product.folders.filter((name) => feature.folders.includes(name)).map((name) => `the folder server/src/${name}`),
  ];
}

/** The names of everything that a route takes and answers, at every depth. */
export function fieldsOf({ params, query, body, answer }: Route): string[] {
  const schemas = [params, query, body, answer].filter((one): one is z.ZodType => one !== undefined && one !== "raw");
  return [...new Set(schemas.flatMap((schema) => namesIn(describe(schema))))];
}

function describe(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
}

function namesIn(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  const own = "properties" in node && typeof node.properties === "object" ? Object.keys(node.properties ?? {}) : [];
  return [...own, ...Object.values(node).flatMap(namesIn)];
}
