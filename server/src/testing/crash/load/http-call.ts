export type Call = {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE" | "PATCH";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};
/** `unknown`: the connection broke or nobody answered in time, so it may have happened or not. */
export type Answer = { readonly status: number; readonly body: unknown } | "unknown";

const PATIENCE_MS = 10_000;

/** One try. Never throws. A string body goes out as it is, anything else as JSON. */
export async function call({ method = "GET", url, headers = {}, body }: Call): Promise<Answer> {
  try {
    const answer = await fetch(url, {
      method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
      redirect: "manual",
    });
    return { status: answer.status, body: parse(await answer.text()) };
  } catch {
    return "unknown";
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The code of a refusal as contract/errors.ts writes it. */
export function codeOf(body: unknown): string {
  const error = typeof body === "object" && body !== null && "error" in body ? body.error : undefined;
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}
