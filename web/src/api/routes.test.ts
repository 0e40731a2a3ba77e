import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { routes } from "./routes.ts";

const document = join(import.meta.dirname, "../../../docs/api/openapi.json");

it("no two names stand for one route", () => {
  const places = Object.values(routes).map((route) => `${route.method} ${route.path}`);
  expect(new Set(places).size).toBe(places.length);
});

it.skipIf(!existsSync(document))("every route the web app calls is in the server's OpenAPI document", () => {
  const { paths }: { paths: Record<string, Record<string, unknown>> } = JSON.parse(readFileSync(document, "utf8"));
  // `{id}` or `{conversationId}`: only the places of the parameters are compared.
  const plain = (path: string): string => path.replace(/^\/api\/v1/, "").replaceAll(/\{\w+\}|:\w+/g, "*");
  const known = new Set(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${plain(path)}`),
    ),
  );
  // Bytes and not JSON, so it is no part of the document.
  const { getFile: _, getKnowledgeFile: __, ...answering } = routes;
  const missing = Object.entries(answering)
    .filter(([, route]) => !known.has(`${route.method} ${plain(route.path)}`))
    .map(([name]) => name);
  expect(missing).toEqual([]);
});
