import { randomBytes } from "node:crypto";
import { Refusal } from "@guichet/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import { isDatabaseAway } from "../db/index.ts";
import { isDiskFull } from "../lib/is-disk-full.ts";
import type { Log } from "../lib/log.ts";
import { BatchQueueFull } from "../lib/micro-batch.ts";
import { writeRefusal } from "./refusal-forms.ts";
import { refusalOfInput } from "./refuse-input.ts";

/** Turns whatever was thrown into the one shape of errors: a refusal as it is, anything else as a bug with a reference. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): FastifyReply {
  const { refusal, reference } = toFailure(error, request, log);
  const form = request.routeOptions.config?.route?.refusals ?? "house";
  const { status, headers, body } = writeRefusal(form, refusal, reference);
  return reply.code(status).headers(headers).type("application/json; charset=utf-8").send(JSON.stringify(body));
}

/** What went wrong as one may be told it; a bug is in the log under its reference. */
export function toFailure(
  error: unknown,
  request: FastifyRequest,
  log: Log,
): { readonly refusal: Refusal; readonly reference?: string } {
  const refusal = asRefusal(error);
  if (refusal.code !== "internal") return { refusal };
  // For finding the line in the log; no secret.
  const reference = randomBytes(9).toString("base64url");
  log.error("request failed", { reference, method: request.method, route: request.routeOptions.url ?? "none" }, error);
  return { refusal, reference };
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (isDiskFull(error)) return new Refusal("storage_full", { retryAfterSeconds: 30 });
  if (error instanceof BatchQueueFull || isDatabaseAway(error))
    return new Refusal("unavailable", { retryAfterSeconds: 2 });
  if (isUnstorable(error)) return new Refusal("invalid_input");
  return refusalOfInput(error) ?? new Refusal("internal");
}

/** Bytes that no text column takes, in an address or a key: the asker's mistake, not ours. */
function isUnstorable(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "22021" || error.code === "22P05");
}
