import { API_SCOPES, errorBody } from "@guichet/contract";
import { z } from "zod";
import type { Route } from "./route.ts";

type Json = Record<string, unknown>;

const texts = (...names: string[]): Json => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
  required: names,
});
const OTHER_ERRORS: Json = {
  Errors: {
    type: "object",
    properties: { errors: { type: "array", items: { type: "string" } } },
    required: ["errors"],
  },
  TokenError: texts("error", "error_description"),
};
const ERROR_OF = { house: "Error", list: "Errors", oauth: "TokenError" } as const;

/** OpenAPI 3.1 of every route that is meant for programs, from the schemas the server itself checks with. */
export function describeApi(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    if (route.hidden) continue;
    const path = `${route.root ? "" : "/api/v1"}${route.url}`.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Guichet", version, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    components: {
      schemas: { Error: toSchema(errorBody, "output"), ...OTHER_ERRORS },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "guichet" },
        key: {
          type: "oauth2",
          flows: {
            clientCredentials: {
              tokenUrl: "/oauth2/token",
              scopes: Object.fromEntries(API_SCOPES.map((scope) => [scope, ""])),
            },
          },
        },
      },
    },
    paths,
  };
}

function describeRoute(route: Route): Json {
  const body =
    route.body === undefined
      ? undefined
      : route.body === "raw"
        ? { [route.takes]: {} }
        : { "application/json": { schema: toSchema(route.body, "input") } };
  return {
    summary: route.summary,
    operationId: `${route.method.toLowerCase()}${route.url.replace(/[^a-zA-Z0-9]+(\w?)/g, (_match, letter: string) => letter.toUpperCase())}`,
    ...securityOf(route),
    ...(route.access === "admin" ? { description: "Account role Admin." } : {}),
    parameters: [...parametersOf(route.params, "path"), ...parametersOf(route.query, "query")],
    ...(body === undefined ? {} : { requestBody: { required: true, content: body } }),
    responses: {
      [String(route.status)]: {
        description: "Done",
        ...(route.answer === undefined
          ? {}
          : { content: { "application/json": { schema: toSchema(route.answer, "output") } } }),
      },
      default: {
        description: "Refused",
        content: { "application/json": { schema: { $ref: `#/components/schemas/${ERROR_OF[route.refusals]}` } } },
      },
    },
  };
}

function securityOf({ access, scope }: Route): Json {
  if (access === "anyone") return {};
  return { security: [access === "api" ? { key: scope === undefined ? [] : [scope] } : { session: [] }] };
}

function parametersOf(schema: z.ZodType | undefined, place: "path" | "query"): Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const described = toSchema(schema, "input");
  const properties = (described.properties ?? {}) as Record<string, Json>;
  const required = new Set((described.required ?? []) as string[]);
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.has(name),
    schema: property,
  }));
}

function toSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const described = z.toJSONSchema(schema, { io, unrepresentable: "any", target: "draft-2020-12" }) as Json;
  delete described.$schema;
  return described;
}
