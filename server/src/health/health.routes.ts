import { Refusal } from "@guichet/contract";
import type { Database } from "../db/index.ts";
import { type Route, route } from "../http/index.ts";
import { sameBytes } from "../lib/token.ts";
import type { Metrics } from "./metrics.ts";

export type HealthDeps = {
  readonly database: Database;
  readonly version: string;
  readonly metrics: Metrics;
  readonly metricsToken: string | null;
  /** `messages`: the synthetic message arrives and leaves; `deliveries`: none waits too long to be processed. */
  readonly isGreen: { readonly messages: () => boolean; readonly deliveries: () => boolean };
};

/** `/healthz` for whoever watches us, `/metrics` for Prometheus. */
export function healthRoutes(deps: HealthDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/healthz",
      root: true,
      hidden: true,
      summary: "Version and checks",
      access: "anyone",
      rate: "read",
      handler: async (_request, reply) => {
        const database = await reaches(deps.database);
        const checks = { database, messages: deps.isGreen.messages(), deliveries: deps.isGreen.deliveries() };
        return await reply
          .code(database ? 200 : 503)
          .send({ ok: Object.values(checks).every(Boolean), version: deps.version, checks });
      },
    }),
    route({
      method: "GET",
      url: "/metrics",
      root: true,
      hidden: true,
      summary: "Figures for Prometheus",
      access: "anyone",
      rate: "read",
      handler: async ({ raw }, reply) => {
        if (
          !mayReadMetrics(
            deps.metricsToken,
            raw.headers.authorization,
            raw.socket.remoteAddress ?? "",
            raw.headers["x-forwarded-for"] !== undefined,
          )
        )
          throw new Refusal("not_found");
        return await reply.type("text/plain; version=0.0.4").send(await deps.metrics.render());
      },
    }),
  ];
}

async function reaches(database: Database): Promise<boolean> {
  try {
    await database.watch.patience(database.ask());
    return true;
  } catch {
    return false;
  }
}

/** Loopback without a proxy in between, or the token. */
function mayReadMetrics(
  token: string | null,
  authorization: string | undefined,
  address: string,
  forwarded: boolean,
): boolean {
  if (token !== null && authorization !== undefined && sameBytes(authorization, `Bearer ${token}`)) return true;
  return token === null && !forwarded && /^(127\.|::1$|::ffff:127\.)/.test(address);
}
