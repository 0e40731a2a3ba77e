import {
  idempotencyKey,
  proactiveAccepted,
  proactiveBody,
  proactiveDetails,
  proactiveStatus,
  proactiveSummary,
  Refusal,
} from "@guichet/contract";
import { z } from "zod";
import type { Ctx, Database } from "../db/index.ts";
import { type Caller, type Route, route } from "../http/index.ts";
import type { Log } from "../lib/log.ts";
import { followProactive, listProactive } from "./follow-proactive.ts";
import { sendProactive } from "./send-proactive.ts";
import { createTurns } from "./take-turns.ts";

type ProactiveDeps = { readonly database: Database; readonly now: () => Date; readonly log: Log };
// Any text: what is no id is not found, as an id that nobody has is.
const correlationId = z.string().max(100);

/** The proactive messaging API (R168), opened by a token of a REST API key. */
export function proactiveRoutes(deps: ProactiveDeps): Route[] {
  const inTurn = createTurns();
  return [
    route({
      method: "POST",
      url: "/proactive-messaging",
      summary:
        "Send a message to a contact by telephone number; at most 60 a minute. Optional header: Idempotency-Key.",
      access: "api",
      scope: "proactive.send",
      rate: "write",
      bodyLimit: 64 * 1024,
      body: proactiveBody,
      answer: proactiveAccepted,
      handler: async ({ caller, body, raw }, reply) => {
        const key = readKey(raw.headers["idempotency-key"]);
        const isGone = () => reply.sent || raw.raw.socket.destroyed;
        const work = () => sendProactive(ctxOf(deps, caller), caller, body, key, { isGone });
        return await inTurn(caller.organizationId, work, isGone);
      },
    }),
    route({
      method: "GET",
      url: "/proactive-messaging/:correlationId",
      summary: "What became of a message of the proactive API.",
      access: "api",
      scope: "proactive.read",
      rate: "read",
      params: z.object({ correlationId }),
      answer: proactiveSummary,
      handler: async ({ caller, params }) => await followProactive(ctxOf(deps, caller), params.correlationId),
    }),
    route({
      method: "GET",
      url: "/proactive-messaging/:correlationId/:status",
      summary: "The same with the contact and the cause of a failure.",
      access: "api",
      scope: "proactive.read",
      rate: "read",
      params: z.object({ correlationId, status: proactiveStatus }),
      answer: proactiveDetails,
      handler: async ({ caller, params }) =>
        await listProactive(ctxOf(deps, caller), params.correlationId, params.status),
    }),
  ];
}

function ctxOf({ database, now, log }: ProactiveDeps, { organizationId, keyId, name }: Caller): Ctx {
  return { db: database.of(organizationId), organizationId, actor: { type: "app", id: keyId, name }, now, log };
}

function readKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const read = idempotencyKey.safeParse(header);
  if (read.success) return read.data;
  throw new Refusal("invalid_input", {
    fields: [{ path: "Idempotency-Key", problem: "must be at most 200 printable characters" }],
  });
}
