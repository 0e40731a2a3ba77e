import type { Agent } from "undici";
import { type Deadline, startDeadline } from "./deadline.ts";
import { failure, OutboundError, type OutboundFailure } from "./failure.ts";
import { nextHop } from "./follow-redirect.ts";
import { prepareHop } from "./prepare-hop.ts";
import { dropBody, readBounded } from "./read-bounded.ts";
import type { Hop, OutboundRequest } from "./request.ts";
import { type RawAnswer, reasonOf, sendHop } from "./send-hop.ts";

/** An answer whose body is still to be read. Reading throws OutboundError; a body left unread ends with the total limit. */
export type OutboundStream = {
  ok: true;
  status: number;
  headers: Headers;
  /** Where the answer came from, after redirects. */
  url: string;
  body: AsyncIterable<Uint8Array>;
};

const defaults = { maxBytes: 2 * 1024 * 1024, headersTimeoutMs: 20_000, totalTimeoutMs: 30_000 };

/** Sends a request, follows as many redirects as allowed, and hands over the answer with its body bounded in size and time. */
export async function openRequest(
  agent: Agent,
  url: string | URL,
  request: OutboundRequest,
): Promise<OutboundStream | OutboundFailure> {
  const limits = { ...defaults, ...request };
  const deadline = startDeadline(limits.headersTimeoutMs, limits.totalTimeoutMs, request.signal);
  const answer = await sendAll(agent, url, request, deadline.signal);
  if (!answer.ok) {
    deadline.finish();
    return answer;
  }
  deadline.headersArrived();
  const { status, headers } = answer.raw;
  return { ok: true, status, headers, url: answer.url.href, body: readWatched(answer.raw, limits.maxBytes, deadline) };
}

type Answered = { ok: true; raw: RawAnswer; url: URL };

async function sendAll(
  agent: Agent,
  url: string | URL,
  request: OutboundRequest,
  signal: AbortSignal,
): Promise<Answered | OutboundFailure> {
  let sentBytes = false;
  try {
    let hop: Hop = prepareHop(url, request);
    for (let followed = 0; ; followed += 1) {
      const raw = await sendHop(agent, hop, signal);
      if (!raw.ok) return { ...raw, sentBytes: raw.sentBytes || sentBytes };
      sentBytes = true;
      const next = request.follow ? redirected(hop, raw) : undefined;
      if (next === undefined) return { ok: true, raw, url: hop.url };
      if (followed >= (request.follow ?? 0)) return failure("too_many_redirects", true);
      hop = next;
    }
  } catch (error) {
    return failure(reasonOf(error, signal), sentBytes);
  }
}

/** The next hop; the body of an answer that only redirects is never read. */
function redirected(hop: Hop, raw: RawAnswer): Hop | undefined {
  let next: Hop | undefined;
  try {
    next = nextHop(hop, raw.status, raw.headers.get("location"));
  } catch (error) {
    dropBody(raw.body);
    throw error;
  }
  if (next !== undefined) dropBody(raw.body);
  return next;
}

async function* readWatched(
  raw: RawAnswer,
  maxBytes: number,
  deadline: Deadline,
): AsyncGenerator<Uint8Array, void, void> {
  try {
    yield* readBounded(raw, maxBytes);
  } catch (error) {
    const isUnpacking = error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
    throw new OutboundError(isUnpacking ? "unreadable" : reasonOf(error, deadline.signal), { cause: error });
  } finally {
    deadline.finish();
  }
}
