import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Log } from "../lib/log.ts";
import { toFailure } from "./answer-error.ts";

/**
 * An answer in lines, each a JSON value (NDJSON), as they come. What goes wrong before the first one is refused as ever; later
 * it is a last line `failed`. Whoever goes away ends the work.
 */
export async function sendLines(
  request: FastifyRequest,
  reply: FastifyReply,
  lines: AsyncGenerator<unknown, void>,
  log: Log,
): Promise<FastifyReply> {
  const first = await lines.next();
  const stream = Readable.from(
    toTexts(first, lines, (error) => toFailure(error, request, log)),
    { highWaterMark: 1 },
  );
  // Also where nobody has read a line yet.
  stream.once("close", () => void lines.return(undefined));
  return await reply
    .header("content-type", "application/x-ndjson; charset=utf-8")
    .header("cache-control", "no-store")
    // Proxies that gather an answer before they pass it on.
    .header("x-accel-buffering", "no")
    .send(stream);
}

async function* toTexts(
  first: IteratorResult<unknown, void>,
  lines: AsyncGenerator<unknown, void>,
  failureOf: (error: unknown) => ReturnType<typeof toFailure>,
): AsyncGenerator<string> {
  if (first.done === true) return;
  yield `${JSON.stringify(first.value)}\n`;
  try {
    for await (const line of lines) yield `${JSON.stringify(line)}\n`;
  } catch (error) {
    const { refusal, reference } = failureOf(error);
    yield `${JSON.stringify({ type: "failed", code: refusal.code, ...(reference === undefined ? {} : { reference }) })}\n`;
  }
}
