import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { SendCase, SendPeer } from "./send-cases.ts";

export type ReceivedRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** How the far side misbehaves; `ok` is how it behaves. */
export type HttpMode = keyof typeof behaviours;

type Behaviour = (response: ServerResponse, okBody: string, request: IncomingMessage) => void;

const behaviours = {
  ok: (response, okBody) => answer(response, 200, okBody),
  rate_limited: (response) => answer(response, 429, "{}", { "retry-after": "7" }),
  rate_limited_silent: (response) => answer(response, 429, ""),
  server_error: (response) => answer(response, 500, '{"error":"x"}'),
  bad_gateway_html: (response) => answer(response, 502, "<html><h1>Bad gateway", { "content-type": "text/html" }),
  unavailable: (response) => answer(response, 503, "", { "retry-after": "7" }),
  ok_empty: (response) => answer(response, 200, ""),
  ok_garbage: (response) => answer(response, 200, "<html>\u0000{[", { "content-type": "application/json" }),
  redirect: (response) => answer(response, 302, "", { location: "/elsewhere" }),
  gone: (response) => answer(response, 410, ""),
  refusal: (response) => answer(response, 422, '{"error":"no"}'),
  too_large: (response) => answer(response, 413, ""),
  hang: () => undefined,
  hang_after_headers: (response) => void response.writeHead(200, { "content-length": "50" }).write("{"),
  reset: (_response, _okBody, request) => request.socket.resetAndDestroy(),
  close: (_response, _okBody, request) => void request.socket.destroy(),
  cut_body: (response, _okBody, request) =>
    void response.writeHead(200, { "content-length": "500" }).write("{", () => request.socket.destroy()),
  endless_body: (response) => writeForEver(response.writeHead(200)),
} satisfies Record<string, Behaviour>;

/** What a send that may be repeated must come to at each kind of far side. `ok_empty` and `ok_garbage` are each platform's own to say. */
export const httpSendCases: readonly SendCase<HttpMode>[] = [
  { mode: "ok", expect: "ok" },
  { mode: "rate_limited", expect: { kind: "rate_limited", retryAfterMs: 7000 } },
  { mode: "rate_limited_silent", expect: { kind: "rate_limited" } },
  { mode: "server_error", expect: { kind: "retryable" } },
  { mode: "bad_gateway_html", expect: { kind: "retryable" } },
  { mode: "unavailable", expect: { kind: "retryable", retryAfterMs: 7000 } },
  { mode: "redirect", expect: { kind: "permission" } },
  { mode: "gone", expect: { kind: "permission" } },
  { mode: "refusal", expect: { kind: "invalid_content" } },
  { mode: "too_large", expect: { kind: "too_large" } },
  { mode: "hang", expect: { kind: "outcome_unknown" } },
  { mode: "hang_after_headers", expect: { kind: "outcome_unknown" } },
  { mode: "reset", expect: { kind: "outcome_unknown" } },
  { mode: "close", expect: { kind: "outcome_unknown" } },
  { mode: "cut_body", expect: { kind: "outcome_unknown" } },
  { mode: "endless_body", expect: { kind: "outcome_unknown" } },
];

const LEAVE_OPEN: readonly HttpMode[] = ["server_error", "bad_gateway_html"];

/** The same where a repeat would be a second message: whoever stands in between may have passed on what it answers for (I6). */
export const httpSendOnceCases = httpSendCases.map(
  (each): SendCase<HttpMode> =>
    LEAVE_OPEN.includes(each.mode) ? { ...each, expect: { kind: "outcome_unknown" } } : each,
);

export type HttpPeer = SendPeer<HttpMode> & { readonly url: string; readonly received: readonly ReceivedRequest[] };

/** A platform's server on the loopback address: keeps what it received and behaves as told. */
export async function startHttpPeer(okBody = "{}"): Promise<HttpPeer> {
  const received: ReceivedRequest[] = [];
  let mode: HttpMode = "ok";
  const server = createServer((request, response) => {
    void readRequest(request).then((read) => {
      received.push(read);
      behaviours[mode](response, okBody, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    received,
    behave: (next) => {
      mode = next;
      received.length = 0;
    },
    receivedCount: () => received.length,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function readRequest(request: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return { method: request.method ?? "", url: request.url ?? "", headers, body: Buffer.concat(chunks) };
}

function answer(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, headers).end(body);
}

function writeForEver(response: ServerResponse): void {
  const block = Buffer.alloc(64 * 1024, "x");
  const go = () => {
    if (response.destroyed) return;
    if (response.write(block)) setImmediate(go);
    else response.once("drain", go);
  };
  go();
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The peer has no port.");
  return address.port;
}
