import { Agent, request } from "node:http";

export type Caller = {
  readonly cookie: () => string;
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Milliseconds until the whole answer was there, and its bytes. */
  time(path: string): Promise<{ ms: number; bytes: number }>;
};

/** A browser without a screen: one kept-alive connection and the session's cookie. */
export function createCaller(base: string, cookie = ""): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let session = cookie;
  const send = (method: string, path: string, body: unknown) => {
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string; setCookie: string }>();
    const headers = { "content-type": "application/json", origin: base, cookie: session };
    const sent = request(`${base}${path}`, { method, agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          text: Buffer.concat(chunks).toString("utf8"),
          setCookie: answer.headers["set-cookie"]?.[0] ?? "",
        }),
      );
    });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
    return promise;
  };
  return {
    cookie: () => session,
    async call(method, path, body) {
      const answer = await send(method, path, body);
      if (answer.status >= 400) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
      if (answer.setCookie !== "") session = answer.setCookie.split(";")[0] ?? "";
      return answer.text === "" ? undefined : JSON.parse(answer.text);
    },
    async time(path) {
      const start = performance.now();
      const answer = await send("GET", path, undefined);
      const ms = performance.now() - start;
      if (answer.status !== 200) throw new Error(`GET ${path} answered ${answer.status}: ${answer.text}`);
      return { ms, bytes: Buffer.byteLength(answer.text) };
    },
  };
}
