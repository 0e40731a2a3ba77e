import type { ErrorBody } from "@guichet/contract";
import { Refusal } from "./refusal.ts";
import type { Route } from "./route.ts";
import { noteServerTime } from "./server-clock.ts";
import { isSignedOut, signedOut } from "./signed-out.ts";

type Asked = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly signal?: AbortSignal;
  /** Goes on when the page is closed meanwhile. */
  readonly keepalive?: boolean;
};
/** A route with a body must be given one; one without needs no options at all. */
type Given<Body> = [Body] extends [undefined] ? [asked?: Asked] : [asked: Asked & { readonly body: Body }];

/** Calls one route of the server: the parsed answer, or a thrown `Refusal`. */
export async function call<Body, Answer>(route: Route<Body, Answer>, ...given: Given<Body>): Promise<Answer> {
  const asked: (Asked & { readonly body?: unknown }) | undefined = given[0];
  const response = await reach(route, asked ?? {});
  if (response.ok) return readAnswer<Answer>(response);
  throw await hearRefusal(response);
}

/** Calls a route that answers in lines: each as it comes. Whoever stops reading ends the work on the server. */
export async function* callLines<Body, Line>(
  route: Route<Body, Line>,
  body: Body,
  signal: AbortSignal,
): AsyncGenerator<Line> {
  const response = await reach(route, { body, signal });
  if (!response.ok || response.body === null) throw await hearRefusal(response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const parts = (rest + value).split("\n");
      rest = parts.pop() ?? "";
      for (const part of parts) {
        const line: Line = JSON.parse(part);
        yield line;
      }
    }
  } catch (cause) {
    if (signal.aborted || cause instanceof SyntaxError) throw cause;
    throw new Refusal("offline", 0);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** The address of a route with its parameters filled in: for links, images and downloads. */
export function addressOf(
  route: Pick<Route<unknown, unknown>, "path">,
  params: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return `/api/v1${path}${search.size > 0 ? `?${search}` : ""}`;
}

async function reach(route: Route<unknown, unknown>, asked: Asked & { readonly body?: unknown }): Promise<Response> {
  const { body, params, query, signal, keepalive = false } = asked;
  try {
    const response = await fetch(addressOf(route, params, query), {
      method: route.method,
      credentials: "same-origin",
      keepalive,
      headers: { accept: "application/json", ...contentType(body) },
      ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
    noteServerTime(response.headers.get("date"), Date.now());
    return response;
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Refusal("offline", 0);
  }
}

function contentType(body: unknown): Record<string, string> {
  if (body === undefined) return {};
  if (!(body instanceof Blob)) return { "content-type": "application/json" };
  return { "content-type": body.type || "application/octet-stream" };
}

async function readAnswer<Answer>(response: Response): Promise<Answer> {
  const text = await response.text();
  const answer: Answer = text === "" ? undefined : JSON.parse(text);
  return answer;
}

/** An ended session is told to the frame. */
async function hearRefusal(response: Response): Promise<Refusal> {
  const refusal = await readRefusal(response);
  if (isSignedOut(refusal)) signedOut(refusal.code === "session_expired" ? "expired" : "ended");
  return refusal;
}

async function readRefusal(response: Response): Promise<Refusal> {
  try {
    const told: ErrorBody = await response.json();
    return new Refusal(told.error.code, response.status, told.error);
  } catch {
    // Not our server's words: a proxy's error page, or the server is starting.
    return new Refusal(response.status >= 502 && response.status <= 504 ? "unavailable" : "internal", response.status);
  }
}
