import { randomBytes } from "node:crypto";
import { ERROR_STATUS, type ErrorBody, Refusal } from "@guichet/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import { isDatabaseAway } from "../db/index.ts";
import type { Log } from "../lib/log.ts";
import { BatchQueueFull } from "../lib/micro-batch.ts";
import { refusalOfInput } from "./refuse-input.ts";

/** Turns whatever was thrown into the one shape of errors: a refusal as it is, anything else as a bug with a reference. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): FastifyReply {
  const refusal = asRefusal(error);
  if (refusal.code !== "internal") return send(reply, refusal);
  // For finding the line in the log; no secret.
  const reference = randomBytes(9).toString("base64url");
  log.error("request failed", { reference, method: request.method, route: request.routeOptions.url ?? "none" }, error);
  return send(reply, refusal, reference);
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof BatchQueueFull || isDatabaseAway(error))
    return new Refusal("unavailable", { retryAfterSeconds: 2 });
  if (isUnstorable(error)) return new Refusal("invalid_input");
  return refusalOfInput(error) ?? new Refusal("internal");
}

function send(reply: FastifyReply, refusal: Refusal, reference?: string): FastifyReply {
  const body: ErrorBody = {
    error: {
      code: refusal.code,
      ...(reference === undefined ? {} : { reference }),
      ...(refusal.fields.length === 0 ? {} : { fields: refusal.fields }),
      ...(Object.keys(refusal.details).length === 0 ? {} : { details: refusal.details }),
      ...(refusal.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: refusal.retryAfterSeconds }),
    },
  };
  if (refusal.retryAfterSeconds !== undefined) reply.header("retry-after", String(refusal.retryAfterSeconds));
  return reply.code(ERROR_STATUS[refusal.code]).type("application/json; charset=utf-8").send(JSON.stringify(body));
}

/** Bytes that no text column takes, in an address or a key: the asker's mistake, not ours. */
function isUnstorable(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "22021" || error.code === "22P05");
}
