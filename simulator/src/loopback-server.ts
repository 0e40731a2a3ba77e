import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

type Take = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** Where a network listens: on a port of loopback. Whatever is sent there that it cannot take ends that connection alone. */
export class LoopbackServer {
  readonly #server;

  constructor(take: Take) {
    const taken = async (request: IncomingMessage, response: ServerResponse) => await take(request, response);
    this.#server = createServer((request, response) => {
      taken(request, response).catch(() => response.destroy());
    });
  }

  /** `port` 0: any that is free. */
  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, "127.0.0.1", resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("The simulator has not been started.");
    return `http://127.0.0.1:${address.port}`;
  }
}
