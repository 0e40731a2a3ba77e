import { z } from "zod";
import { newToken } from "../lib/token.ts";
import { renderApiPage } from "./api-page.ts";
import { describeApi } from "./describe-api.ts";
import { type Route, route } from "./route.ts";
import { pagePolicy } from "./security-headers.ts";

/** The API's description for programs, made from the route table. */
export function openApiRoutes(routes: () => readonly Route[], version: string): Route[] {
  return [
    route({
      method: "GET",
      url: "/openapi.json",
      summary: "This description, OpenAPI 3.1",
      access: "anyone",
      rate: "read",
      withoutDatabase: true,
      answer: z.record(z.string(), z.unknown()),
      handler: async () => describeApi(routes(), version),
    }),
    route({
      method: "GET",
      url: "/docs",
      hidden: true,
      withoutDatabase: true,
      summary: "This API for people",
      access: "anyone",
      rate: "read",
      handler: async (_request, reply) => {
        const nonce = newToken(16);
        const page = renderApiPage(routes(), version).replaceAll("__NONCE__", nonce);
        return await reply
          .header("content-security-policy", pagePolicy(nonce))
          .type("text/html; charset=utf-8")
          .send(page);
      },
    }),
  ];
}
