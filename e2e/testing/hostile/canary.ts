import { once } from "node:events";
import { createServer } from "node:http";

export type Canary = { readonly address: string; readonly calls: readonly string[]; stop(): void };

/** A listener on this machine that nothing on a page may call. */
export async function openCanary(): Promise<Canary> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    calls.push(request.url ?? "");
    response.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    address: `http://127.0.0.1:${port}`,
    calls,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
