import { createServer, type IncomingMessage, request as openRequest, type ServerResponse } from "node:http";
import { findPort } from "../find-port.ts";

/** One delivery of a network, byte for byte as it was sent. */
export type Caught = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
};

/**
 * Stands where networks deliver, in front of Guichet. At first it passes everything on, so that handshakes are real; while it
 * catches, it acknowledges deliveries itself and keeps them, to be delivered later as often and in whatever order one likes.
 */
export class Mixer {
  readonly caught: Caught[] = [];
  readonly port: number;
  /** Where Guichet listens. */
  target = 0;
  #catching = false;
  readonly #server = createServer((request, response) => {
    this.#take(request, response).catch(() => response.destroy());
  });

  private constructor(port: number) {
    this.port = port;
  }

  static async start(): Promise<Mixer> {
    const mixer = new Mixer(await findPort());
    await new Promise<void>((resolve) => mixer.#server.listen(mixer.port, "127.0.0.1", resolve));
    return mixer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  catch(on: boolean): void {
    this.#catching = on;
  }

  /** Delivers one to Guichet; 0: nobody answered. */
  async deliver(caught: Caught): Promise<number> {
    return await new Promise((resolve) => {
      const { method, url: path, headers, body } = caught;
      const sent = openRequest({ host: "127.0.0.1", port: this.target, method, path, headers }, (answer) => {
        answer.resume();
        answer.once("end", () => resolve(answer.statusCode ?? 0));
        answer.once("error", () => resolve(0));
      });
      sent.setTimeout(20_000, () => sent.destroy());
      sent.once("error", () => resolve(0));
      sent.end(body);
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { method = "GET", url = "/", headers } = request;
    const caught = { method, url, headers, body: Buffer.concat(chunks) };
    if (this.#catching && method === "POST" && url.startsWith("/webhooks/")) {
      this.caught.push(caught);
      // Nothing in it: there are networks that take any other answer for a refusal.
      return void response.writeHead(200).end();
    }
    this.#passOn(caught, response);
  }

  #passOn({ method, url: path, headers, body }: Caught, response: ServerResponse): void {
    const sent = openRequest({ host: "127.0.0.1", port: this.target, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    sent.once("error", () => response.destroy());
    sent.end(body);
  }
}
