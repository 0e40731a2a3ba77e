import type { IncomingMessage, ServerResponse } from "node:http";
import { LoopbackServer } from "../loopback-server.ts";
import { createRandom, shuffle } from "../random.ts";
import { type Contact, createContact } from "./contact.ts";
import { postCallback } from "./deliver.ts";
import { doMethod } from "./methods.ts";
import { type Callback, writeJson } from "./wire.ts";
import { type Misbehaviour, ViberWorld } from "./world.ts";

export type ViberBot = {
  readonly world: ViberWorld;
  contact(name: string, language?: string, country?: string): Contact;
  contacts(): readonly Contact[];
  misbehave(method: string, how: Misbehaviour): void;
  /** Delivers these again, each so often, all in one shuffled row; answers the statuses. */
  redeliver(callbacks: readonly Callback[], times: number, token?: string): Promise<number[]>;
};

type Options = {
  readonly port?: number;
  /** The same seed gives the same tokens, ids and orders. */
  readonly seed?: number;
  readonly now?: () => number;
  /** After which a refused callback comes again, in milliseconds; it doubles. */
  readonly retryBaseMs?: number;
};

/** Plays Viber's REST bot API on loopback, by its public documentation. */
export class ViberSimulator {
  readonly #bots: ViberBot[] = [];
  readonly #options: Options;
  readonly #random: () => number;
  readonly #server = new LoopbackServer((request, response) => this.#take(request, response));

  constructor(options: Options = {}) {
    this.#options = options;
    this.#random = createRandom(options.seed ?? 1);
  }

  async start(): Promise<void> {
    await this.#server.start(this.#options.port);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#bots.map(({ world }) => world.stop()));
    await this.#server.stop();
  }

  /** What stands for `https://chatapi.viber.com`. */
  get apiUrl(): string {
    return this.#server.url;
  }

  bots(): readonly ViberBot[] {
    return this.#bots;
  }

  addBot(name: string, uri: string): ViberBot {
    const { now = Date.now, retryBaseMs = 1000 } = this.#options;
    const world = new ViberWorld(name, uri, { now, random: this.#random, retryBaseMs });
    const contacts: Contact[] = [];
    const bot: ViberBot = {
      world,
      contact: (given, language = "en", country = "GB") => {
        const contact = createContact(
          world,
          { name: given, language, country },
          (key) => `${this.apiUrl}/media/${key}`,
        );
        contacts.push(contact);
        return contact;
      },
      contacts: () => contacts,
      misbehave: (method, how) => world.misbehave(method, how),
      redeliver: async (callbacks, times, token = world.token) => {
        const { webhook } = world;
        if (webhook === undefined) throw new Error("The bot has no webhook.");
        const all = callbacks.flatMap((callback) => Array.from({ length: times }, () => callback));
        return await Promise.all(
          shuffle(all, this.#random).map(async (callback) => {
            const { status, body } = await postCallback(webhook.url, token, callback);
            world.delivered.push({ callback, status, body });
            return status;
          }),
        );
      },
    };
    this.#bots.push(bot);
    return bot;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { pathname } = new URL(request.url ?? "/", "http://simulator");
    if (pathname.startsWith("/media/")) return this.#serveFile(pathname.slice("/media/".length), request, response);
    const method = /^\/pa\/(\w+)$/.exec(pathname)?.[1];
    if (method === undefined) return void response.writeHead(404).end();
    const answer = (said: object): void => {
      response.writeHead(200, { "content-type": "application/json" }).end(writeJson(said));
    };
    const bot = this.#bots.find(({ world }) => world.token === request.headers["x-viber-auth-token"]);
    if (bot === undefined) return answer({ status: 2, status_message: "invalidAuthToken" });
    const { world } = bot;
    const how = world.takeMisbehaviour(method);
    if (how?.type === "html_502") return void response.writeHead(502).end("<html><h1>502");
    const body = readJson(Buffer.concat(chunks));
    const said =
      how?.type === "refused"
        ? { status: how.status, status_message: how.message }
        : await doMethod(world, method, body);
    world.received.push({ method, body, status: said.status });
    if (how?.type === "done_but_silent") return void response.destroy();
    answer(said);
  }

  /** An address is good without a token; one that brings a token has told it to the wrong house. */
  #serveFile(key: string, request: IncomingMessage, response: ServerResponse): void {
    const file = this.#bots.map(({ world }) => world.files.get(key)).find((one) => one !== undefined);
    if (request.headers["x-viber-auth-token"] !== undefined) return void response.writeHead(400).end();
    if (file === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": file.type }).end(file.bytes);
  }
}

function readJson(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
