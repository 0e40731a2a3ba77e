import { z } from "zod";
import { describeApi } from "./describe-api.ts";
import { type Route, route } from "./route.ts";

/** The API's description for programs, made from the route table. */
export function openApiRoutes(routes: () => readonly Route[], version: string): Route[] {
  return [
    route({
      method: "GET",
      url: "/openapi.json",
      summary: "This description, OpenAPI 3.1",
      access: "anyone",
      rate: "read",
      answer: z.record(z.string(), z.unknown()),
      handler: async () => describeApi(routes(), version),
    }),
  ];
}
