import type { IncomingMessage, ServerResponse } from "node:http";
import { LoopbackServer } from "../loopback-server.ts";
import { createRandom, shuffle } from "../random.ts";
import { readCall } from "./call.ts";
import { type Contact, createContact, type NewContact } from "./contact.ts";
import { doMethod } from "./methods.ts";
import { postUpdate } from "./webhook.ts";
import { TelegramRefusal, type Update } from "./wire.ts";
import { BotWorld, type Misbehaviour } from "./world.ts";

export type SimulatorOptions = {
  readonly port?: number;
  /** The same seed gives the same tokens, ids and orders. */
  readonly seed?: number;
  readonly now?: () => number;
  /** After which a refused update comes again, in milliseconds; it doubles. Telegram's is a second. */
  readonly retryBaseMs?: number;
};

export type Bot = {
  readonly token: string;
  readonly id: number;
  readonly username: string;
  readonly world: BotWorld;
  contact(given: NewContact): Contact;
  contacts(): readonly Contact[];
  misbehave(method: string, how: Misbehaviour): void;
  /** Updates wait from now on; `release` lets them go as usual. */
  hold(): void;
  release(): void;
  /** Delivers these again, each so often, all in one shuffled row; answers the statuses. */
  redeliver(updates: readonly Update[], times: number, secret?: string): Promise<number[]>;
};

/** Plays Telegram's Bot API server on loopback, by its public documentation. */
export class TelegramSimulator {
  readonly #bots = new Map<string, Bot>();
  readonly #options: SimulatorOptions;
  readonly #random: () => number;
  readonly #server = new LoopbackServer((request, response) => this.#take(request, response));
  #nextUser = 501;

  constructor(options: SimulatorOptions = {}) {
    this.#options = options;
    this.#random = createRandom(options.seed ?? 1);
  }

  async start(): Promise<void> {
    await this.#server.start(this.#options.port);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#bots.values()].map((bot) => bot.world.lanes.stop()));
    await this.#server.stop();
  }

  /** What stands for `https://api.telegram.org`. */
  get apiUrl(): string {
    return this.#server.url;
  }

  get fileUrl(): string {
    return `${this.apiUrl}/file`;
  }

  bots(): readonly Bot[] {
    return [...this.#bots.values()];
  }

  addBot(name: string, username: string): Bot {
    const id = 7_000_000_000 + this.#bots.size + 1;
    const token = this.#newToken(id);
    const { now = Date.now, retryBaseMs = 1000 } = this.#options;
    const world = new BotWorld(token, { id, is_bot: true, first_name: name, username }, { now, retryBaseMs });
    const bot = this.#toBot(world, username);
    this.#bots.set(token, bot);
    return bot;
  }

  /** As BotFather's `/revoke`: the old token opens nothing any more. */
  renewToken(bot: Bot): string {
    const token = this.#newToken(bot.id);
    this.#bots.delete([...this.#bots].find(([, one]) => one.id === bot.id)?.[0] ?? "");
    this.#bots.set(token, bot);
    return token;
  }

  #newToken(id: number): string {
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    const secret = Array.from({ length: 35 }, () => letters.charAt(Math.floor(this.#random() * letters.length)));
    return `${id}:${secret.join("")}`;
  }

  #toBot(world: BotWorld, username: string): Bot {
    const contacts: Contact[] = [];
    return {
      ...{ token: world.token, id: world.user.id, username, world },
      contact: (given) => {
        const contact = createContact(world, this.#nextUser++, given);
        contacts.push(contact);
        return contact;
      },
      contacts: () => contacts,
      misbehave: (method, how) => world.misbehave(method, how),
      hold: () => world.lanes.hold(true),
      release: () => world.lanes.hold(false),
      redeliver: async (updates, times, secret) => {
        const { webhook } = world;
        if (webhook === undefined) throw new Error("The bot has no webhook.");
        const row = shuffle(
          updates.flatMap((update) => Array.from({ length: times }, () => update)),
          this.#random,
        );
        const asked = row.map((update) =>
          postUpdate({ ...webhook, secret: secret ?? webhook.secret }, update, AbortSignal.timeout(20_000)),
        );
        const statuses = await Promise.all(asked);
        for (const [index, update] of row.entries())
          world.delivered.push({ update, status: statuses[index] ?? 0, at: (this.#options.now ?? Date.now)() });
        return statuses;
      },
    };
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    const url = new URL(request.url ?? "/", "http://simulator");
    const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname);
    const method = /^\/bot([^/]+)\/(\w+)$/.exec(url.pathname);
    if (file !== null) this.#serveFile(response, file[1] ?? "", decodeURIComponent(file[2] ?? ""));
    else if (method !== null)
      await this.#callMethod(response, method[1] ?? "", {
        ...{ method: method[2] ?? "", query: url.searchParams, body },
        type: request.headers["content-type"] ?? "",
      });
    else answer(response, 404, { ok: false, error_code: 404, description: "Not Found" });
  }

  #serveFile(response: ServerResponse, token: string, path: string): void {
    const file = this.#bots.get(token)?.world.files.byPath(path);
    // Telegram serves every file as bytes without a type.
    if (file !== undefined) response.writeHead(200, { "content-type": "application/octet-stream" }).end(file.bytes);
    else answer(response, 404, { ok: false, error_code: 404, description: "Not Found" });
  }

  async #callMethod(
    response: ServerResponse,
    token: string,
    asked: { method: string; query: URLSearchParams; body: Buffer; type: string },
  ): Promise<void> {
    const world = this.#bots.get(decodeURIComponent(token))?.world;
    if (world === undefined) return answer(response, 401, { ok: false, error_code: 401, description: "Unauthorized" });
    try {
      const call = await readCall(asked.method, asked.query, asked.body, asked.type);
      const how = world.takeMisbehaviour(asked.method);
      const note = (status: number) =>
        world.received.push({ method: call.method, fields: call.fields, files: Object.keys(call.files), status });
      if (how?.type === "html_502") {
        note(502);
        return void response.writeHead(502, { "content-type": "text/html" }).end("<html><h1>Bad Gateway</h1></html>");
      }
      const { status, said } = outcomeOf(world, call, how);
      note(status);
      if (how?.type === "done_but_silent") return void response.destroy();
      answer(response, status, said);
    } catch {
      answer(response, 400, { ok: false, error_code: 400, description: "Bad Request: can't parse the request" });
    }
  }
}

function outcomeOf(
  world: BotWorld,
  call: Parameters<typeof doMethod>[1],
  how: Misbehaviour | undefined,
): { status: number; said: Record<string, unknown> } {
  try {
    if (how?.type === "rate_limited")
      throw new TelegramRefusal(429, `Too Many Requests: retry after ${how.seconds}`, { retry_after: how.seconds });
    if (how?.type === "refused") throw new TelegramRefusal(how.code, how.description);
    return { status: 200, said: { ok: true, result: doMethod(world, call) } };
  } catch (error) {
    if (!(error instanceof TelegramRefusal)) throw error;
    const { code, message: description, parameters } = error;
    const more = parameters === undefined ? {} : { parameters };
    return { status: code, said: { ok: false, error_code: code, description, ...more } };
  }
}

function answer(response: ServerResponse, status: number, body: Record<string, unknown>): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
