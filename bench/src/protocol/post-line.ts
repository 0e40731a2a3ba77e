import net from "node:net";

/** `retryAfter`: it says when to come again. */
export type Answer = { readonly status: number; readonly retryAfter: boolean };
export type Post = { readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body: string };

/**
 * One kept-alive HTTP/1.1 connection that posts one request at a time. Bare on purpose: the generator shares the cores
 * with what it measures, and Node's own client costs more than the requests.
 */
export class PostLine {
  readonly #socket: net.Socket;
  #buffer = "";
  #waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;

  constructor(socket: net.Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setEncoding("latin1");
    socket.on("data", (chunk: string) => this.#take(chunk));
    socket.on("error", () => undefined);
    socket.on("close", () => this.#fail(new Error("the connection was closed")));
  }

  static async open(port: number): Promise<PostLine> {
    const socket = net.connect(port, "127.0.0.1");
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("error", reject);
    });
    return new PostLine(socket);
  }

  get free(): boolean {
    return this.#waiting === undefined && !this.#socket.destroyed;
  }

  /** Answers the status. Rejects when the connection ends first. */
  async post(request: Post): Promise<number> {
    return (await this.ask(request)).status;
  }

  /** Rejects when the connection ends before the answer. */
  ask(request: Post): Promise<Answer> {
    const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const length = Buffer.byteLength(request.body);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      if (this.#socket.destroyed) return this.#fail(new Error("the connection is closed"));
      this.#socket.write(
        `POST ${request.path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${headers.join("")}Content-Length: ${length}\r\n\r\n${request.body}`,
      );
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: string): void {
    this.#buffer += chunk;
    const end = this.#buffer.indexOf("\r\n\r\n");
    if (end === -1) return;
    const head = this.#buffer.slice(0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.#buffer.length < end + 4 + length) return;
    this.#buffer = this.#buffer.slice(end + 4 + length);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({ status: Number(head.slice(9, 12)), retryAfter: /\r\nretry-after: \d/i.test(head) });
  }

  #fail(error: Error): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(error);
  }
}
