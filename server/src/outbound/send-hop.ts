import type { Readable } from "node:stream";
import type { Agent, Dispatcher } from "undici";
import { failure, OutboundError, type OutboundFailure } from "./failure.ts";
import type { Hop } from "./request.ts";

export type RawAnswer = { ok: true; status: number; headers: Headers; body: Readable };

/** Sends one request and waits for the answer's headers. Follows nothing. */
export async function sendHop(agent: Agent, hop: Hop, signal: AbortSignal): Promise<RawAnswer | OutboundFailure> {
  let sentBytes = false;
  const watched = agent.compose(
    (dispatch) => (options, handler) =>
      dispatch(
        options,
        noticeStart(handler, () => {
          sentBytes = true;
        }),
      ),
  );
  try {
    const answer = await orAborted(watched.request({ ...toOptions(hop), signal }), signal);
    return { ok: true, status: answer.statusCode, headers: toHeaders(answer.headers), body: answer.body };
  } catch (error) {
    return failure(reasonOf(error, signal), sentBytes);
  }
}

function toOptions(hop: Hop): Dispatcher.RequestOptions {
  return {
    origin: hop.url.origin,
    path: hop.url.pathname + hop.url.search,
    method: hop.method,
    headers: Object.fromEntries(hop.headers),
    body: hop.body ?? null,
  };
}

/** While a request waits for a connection, undici notices an abort only once it gets one. We need not wait for that. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(signal.reason);
  signal.addEventListener("abort", giveUp, { once: true });
  if (signal.aborted) giveUp();
  work.catch(() => undefined);
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener("abort", giveUp));
}

/** What went wrong, from an error of the connection or of a body being read. */
export function reasonOf(error: unknown, signal: AbortSignal): OutboundFailure["reason"] {
  if (signal.aborted && signal.reason instanceof OutboundError) return signal.reason.reason;
  if (error instanceof OutboundError) return error.reason;
  // By name: the library is read only when it is needed.
  const name = error instanceof Error ? error.name : "";
  if (name === "InvalidArgumentError") return "invalid_request";
  return name === "HTTPParserError" || name === "HeadersOverflowError" ? "unreadable" : "connection";
}

/** The handler as it is, and a call just before the first byte is written to a connection that stands. */
function noticeStart(handler: Dispatcher.DispatchHandler, onStart: () => void): Dispatcher.DispatchHandler {
  return {
    onRequestStart(controller, context) {
      handler.onRequestStart?.(controller, context);
      // A request given up while it waited is turned away here, unwritten.
      if (!controller.aborted) onStart();
    },
    onRequestUpgrade: (...given) => handler.onRequestUpgrade?.(...given),
    onResponseStart: (...given) => handler.onResponseStart?.(...given),
    onResponseData: (...given) => handler.onResponseData?.(...given),
    onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
    onResponseError: (...given) => handler.onResponseError?.(...given),
    onResponseStarted: () => handler.onResponseStarted?.(),
    onBodySent: (chunk) => handler.onBodySent?.(chunk),
    onRequestSent: () => handler.onRequestSent?.(),
  };
}

function toHeaders(raw: Dispatcher.ResponseData["headers"]): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    for (const one of Array.isArray(value) ? value : [value ?? ""]) appendIfValid(headers, name, one);
  }
  return headers;
}

/** A header that is no valid header is somebody else's mistake, and no reason to lose the answer. */
function appendIfValid(headers: Headers, name: string, value: string): void {
  try {
    headers.append(name, value);
  } catch {
    return;
  }
}
