import type { IncomingMessage, ServerResponse } from "node:http";
import { drawFace } from "../face.ts";
import { LoopbackServer } from "../loopback-server.ts";
import { createRandom, shuffle } from "../random.ts";
import { type Contact, createContact } from "./contact.ts";
import { postEvents } from "./deliver.ts";
import { type Asked, doMethod } from "./methods.ts";
import { type LineEvent, LineRefusal } from "./wire.ts";
import { type Content, LineWorld, type Misbehaviour } from "./world.ts";

export type LineAccount = {
  readonly world: LineWorld;
  contact(name: string, language?: string): Contact;
  contacts(): readonly Contact[];
  /** A group where the account is too; answers its id. */
  group(name: string, members: readonly Contact[]): string;
  misbehave(path: string, how: Misbehaviour): void;
  /** Delivers these again, each so often, in a shuffled row of deliveries of up to five; answers the statuses. */
  redeliver(events: readonly LineEvent[], times: number, secret?: string): Promise<number[]>;
};

type Options = {
  readonly port?: number;
  /** The same seed gives the same tokens, ids and orders. */
  readonly seed?: number;
  readonly now?: () => number;
  /** After which a refused delivery comes again, in milliseconds; it doubles. */
  readonly retryBaseMs?: number;
};

/** Plays LINE's Messaging API on loopback, by its public documentation: both hosts, that of the methods and that of contents. */
export class LineSimulator {
  readonly #accounts: LineAccount[] = [];
  readonly #options: Options;
  readonly #random: () => number;
  #requests = 0;
  readonly #server = new LoopbackServer((request, response) => this.#take(request, response));

  constructor(options: Options = {}) {
    this.#options = options;
    this.#random = createRandom(options.seed ?? 1);
  }

  async start(): Promise<void> {
    await this.#server.start(this.#options.port);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#accounts.map(({ world }) => world.stop()));
    await this.#server.stop();
  }

  /** What stands for `https://api.line.me`. */
  get apiUrl(): string {
    return this.#server.url;
  }

  /** What stands for `https://api-data.line.me`. */
  get dataUrl(): string {
    return `${this.apiUrl}/data`;
  }

  accounts(): readonly LineAccount[] {
    return this.#accounts;
  }

  addAccount(name: string, basicId: string): LineAccount {
    const { now = Date.now, retryBaseMs = 1000 } = this.#options;
    const world = new LineWorld(name, basicId, { now, random: this.#random, retryBaseMs });
    const contacts: Contact[] = [];
    const account: LineAccount = {
      world,
      contact: (given, language = "en") => {
        const contact = createContact(world, given, language);
        contacts.push(contact);
        return contact;
      },
      contacts: () => contacts,
      group: (groupName, members) => {
        const id = `C${world.letters(32, "0123456789abcdef")}`;
        world.groups.set(id, { id, name: groupName, members: members.map(({ person }) => person.id) });
        world.tell("join", { type: "group", groupId: id });
        return id;
      },
      misbehave: (path, how) => world.misbehave(path, how),
      redeliver: async (events, times, secret = world.secret) => await this.#redeliver(world, events, times, secret),
    };
    this.#accounts.push(account);
    return account;
  }

  async #redeliver(world: LineWorld, events: readonly LineEvent[], times: number, secret: string): Promise<number[]> {
    const { endpoint, userId: destination } = world;
    if (endpoint === undefined) throw new Error("The account has no webhook.");
    const all = events.flatMap((event) =>
      Array.from({ length: times }, (_, time) => ({ ...event, deliveryContext: { isRedelivery: time > 0 } })),
    );
    const row = shuffle(all, this.#random);
    const batches: LineEvent[][] = [];
    while (row.length > 0) batches.push(row.splice(0, 1 + Math.floor(this.#random() * 5)));
    return await Promise.all(
      batches.map(async (batch) => {
        const { status } = await postEvents({ endpoint, destination, secret }, batch);
        world.delivered.push({ events: batch, status });
        return status;
      }),
    );
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { pathname } = new URL(request.url ?? "/", "http://simulator");
    if (pathname.startsWith("/faces/")) return this.#serveFace(pathname.slice("/faces/".length), request, response);
    this.#requests += 1;
    const requestId = `request-${this.#requests}`;
    const answer = (status: number, body: object, headers: Readonly<Record<string, string>> = {}): void => {
      const all = { "content-type": "application/json", "x-line-request-id": requestId, ...headers };
      response.writeHead(status, all).end(JSON.stringify(body));
    };
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1];
    const account = this.#accounts.find(({ world }) => world.token === token);
    if (account === undefined)
      return answer(401, {
        message: "Authentication failed. Confirm that the access token in the authorization header is valid.",
      });
    const { world } = account;
    world.filesUrl = this.apiUrl;
    const how = world.takeMisbehaviour(pathname);
    if (how?.type === "html_502")
      return void response.writeHead(502, { "content-type": "text/html" }).end("<html><h1>502");
    if (pathname.startsWith("/data/"))
      return this.#serveContent(world, pathname.slice("/data".length), how, response, answer);
    const key = request.headers["x-line-retry-key"];
    const asked: Asked = {
      ...{ method: request.method ?? "GET", path: pathname, body: readJson(Buffer.concat(chunks)) },
      ...{ retryKey: typeof key === "string" ? key : undefined, requestId },
    };
    const said = await outcomeOf(world, asked, how);
    world.received.push({ path: pathname, body: asked.body, retryKey: asked.retryKey, status: said.status });
    if (how?.type === "done_but_silent") return void response.destroy();
    answer(said.status, said.body, said.headers);
  }

  /** Pictures need no token, and whoever sends one has told it to a stranger. */
  #serveFace(userId: string, request: IncomingMessage, response: ServerResponse): void {
    const person = this.#accounts.map(({ world }) => world.people.get(userId)).find((one) => one !== undefined);
    if (request.headers.authorization !== undefined) return void response.writeHead(400).end();
    if (person === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "image/png" }).end(drawFace(person.name));
  }

  #serveContent(
    world: LineWorld,
    path: string,
    how: Misbehaviour | undefined,
    response: ServerResponse,
    answer: (status: number, body: object) => void,
  ): void {
    const [, id = "", transcoding] = /^\/v2\/bot\/message\/(\w+)\/content(\/transcoding)?$/.exec(path) ?? [];
    const content: Content | undefined = world.contents.get(id);
    world.received.push({ path, body: {}, retryKey: undefined, status: content === undefined ? 404 : 200 });
    const isGone = content === undefined || world.find(id)?.unsent === true || how?.type === "refused";
    if (isGone) answer(404, { message: "Not found" });
    else if (transcoding !== undefined) answer(200, { status: stateOf(content) });
    else if (stateOf(content) !== "succeeded") {
      content.notReady -= 1;
      answer(202, {});
    } else response.writeHead(200, { "content-type": content.type }).end(content.bytes);
  }
}

function stateOf({ fails, notReady }: Content): "failed" | "processing" | "succeeded" {
  if (fails) return "failed";
  return notReady > 0 ? "processing" : "succeeded";
}

async function outcomeOf(
  world: LineWorld,
  asked: Asked,
  how: Misbehaviour | undefined,
): Promise<{ status: number; body: object; headers?: Readonly<Record<string, string>> }> {
  try {
    if (how?.type === "rate_limited")
      return {
        status: 429,
        body: { message: "The API rate limit has been exceeded. Try again later." },
        headers: { "retry-after": String(how.seconds) },
      };
    if (how?.type === "refused") throw new LineRefusal(how.status, how.message);
    return await doMethod(world, asked);
  } catch (error) {
    if (!(error instanceof LineRefusal)) throw error;
    const details = error.details.length > 0 ? { details: error.details } : {};
    return { status: error.status, body: { message: error.message, ...details } };
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
