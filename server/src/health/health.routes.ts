import { Refusal } from "@guichet/contract";
import type { FastifyRequest } from "fastify";
import type { Database } from "../db/index.ts";
import { type Route, route } from "../http/index.ts";
import { sameBytes } from "../lib/token.ts";
import type { Metrics } from "./metrics.ts";

export type HealthDeps = {
  readonly database: Database;
  readonly version: string;
  readonly metrics: Metrics;
  readonly metricsToken: string | null;
  readonly isGreen: Readonly<Record<"messages" | "deliveries" | "sends", () => boolean>>;
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
        const { messages, deliveries, sends } = deps.isGreen;
        const checks = { database, messages: messages(), deliveries: deliveries(), sends: sends() };
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
        checkReader(deps.metricsToken, raw);
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

/** What a proxy says of whom it asks for. One that says nothing looks like this machine itself (docs/self-hosting.md). */
const FORWARDED = ["x-forwarded-for", "forwarded", "x-real-ip"];

/** Where a token is set it alone counts, from anywhere. Without one, this machine may, without a proxy in between. */
function checkReader(token: string | null, { headers, socket }: FastifyRequest): void {
  if (token !== null) {
    if (sameBytes(headers.authorization ?? "", `Bearer ${token}`)) return;
    throw new Refusal("not_signed_in");
  }
  const forwarded = FORWARDED.some((name) => headers[name] !== undefined);
  if (forwarded || !/^(127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? "")) throw new Refusal("not_found");
}
