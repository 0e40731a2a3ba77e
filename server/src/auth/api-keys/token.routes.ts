import { API_TOKEN_SECONDS, Refusal, tokenAnswer } from "@guichet/contract";
import { type Route, route } from "../../http/index.ts";
import type { ViewerDeps } from "../../organizations/index.ts";
import { giveToken } from "./give-token.ts";
import { readTokenRequest, type TokenProblem } from "./read-token-request.ts";

const TOLD: Record<TokenProblem, string> = {
  invalid_request: "A form with grant_type, and the client's id and secret by HTTP Basic or in the form.",
  invalid_client: "There is no such key, it was revoked, or its secret is another one.",
  unsupported_grant_type: "Only client_credentials.",
  invalid_scope: "The key has no such scope.",
};

/** `POST /oauth2/token`: client credentials for a token of an hour (RFC 6749, 4.4). */
export function tokenRoutes(deps: ViewerDeps): Route[] {
  return [
    route({
      method: "POST",
      root: true,
      url: "/oauth2/token",
      summary:
        "A bearer token of an hour for a REST API key: client credentials, by HTTP Basic or in the form (OAuth 2).",
      access: "anyone",
      crossOrigin: true,
      rate: "token",
      bodyLimit: 8 * 1024,
      body: "raw",
      takes: "application/x-www-form-urlencoded",
      answer: tokenAnswer,
      refusals: "oauth",
      handler: async ({ body, address, raw }, reply) => {
        const { authorization, "content-type": contentType } = raw.headers;
        const query = raw.url.split("?")[1] ?? "";
        const asked = readTokenRequest({ authorization, contentType, query, body: body.toString("utf8") });
        const given = typeof asked === "string" ? asked : await giveToken(deps, asked, address);
        reply.header("cache-control", "no-store").header("pragma", "no-cache");
        if (typeof given === "object")
          return {
            ...{ access_token: given.token, token_type: "Bearer" as const, expires_in: API_TOKEN_SECONDS },
            scope: given.scopes.join(" "),
          };
        const details = { oauth: given, description: TOLD[given] };
        throw new Refusal(given === "invalid_client" ? "sign_in_failed" : "invalid_input", { details });
      },
    }),
  ];
}
