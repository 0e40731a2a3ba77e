import type { IncomingMessage, ServerResponse } from "node:http";
import { LoopbackServer } from "../loopback-server.ts";
import { createRandom } from "../random.ts";
import { type Acts, addPost, createActs } from "./acts.ts";
import { OauthChecker } from "./check-oauth.ts";
import { Limits } from "./limits.ts";
import { type Call, type Matched, routeAsApp, routeAsUser } from "./route.ts";
import { tellRevoked } from "./tell.ts";
import { type Person, type Post, Refused } from "./wire.ts";
import { type Account, XWorld } from "./x-world.ts";

type Options = {
  readonly port?: number;
  /** The same seed gives the same keys and tokens. */
  readonly seed?: number;
  readonly now?: () => number;
  /** After which a refused delivery comes again, in milliseconds; it doubles. */
  readonly retryBaseMs?: number;
};
const FIRST_PERSON = 1_460_323_737_035_677_000n;

/** Plays X on loopback: API v2 with OAuth 1.0a, webhooks with their challenge, Account Activity; by its public documentation. */
export class XSimulator {
  readonly world: XWorld;
  readonly limits: Limits;
  readonly #people: Acts[] = [];
  readonly #oauth: OauthChecker;
  readonly #port: number;
  readonly #server = new LoopbackServer((request, response) => this.#take(request, response));

  constructor({ port = 0, seed = 1, now = Date.now, retryBaseMs = 1000 }: Options = {}) {
    this.#port = port;
    this.world = new XWorld({ now, random: createRandom(seed), retryBaseMs });
    this.limits = new Limits(now);
    this.#oauth = new OauthChecker(now);
  }

  async start(): Promise<void> {
    await this.#server.start(this.#port);
    this.world.filesUrl = this.apiUrl;
  }

  async stop(): Promise<void> {
    await this.world.stop();
    await this.#server.stop();
  }

  /** What stands for `https://api.x.com`. */
  get apiUrl(): string {
    return this.#server.url;
  }

  /** What stands for `https://ton.x.com`, where files of private messages lie. */
  get mediaUrl(): string {
    return `${this.apiUrl}/dm`;
  }

  /** An account whose owner has let the app in. */
  addAccount(name: string, handle: string): Account {
    const person = this.#newPerson(name, handle);
    const token = `${person.id}-${this.world.letters(40)}`;
    const account: Account = { person, token, tokenSecret: this.world.letters(45), subscribed: false };
    this.world.accounts.push(account);
    return account;
  }

  person(name: string, handle: string): Acts {
    const acts = createActs(this.world, this.#newPerson(name, handle));
    this.#people.push(acts);
    return acts;
  }

  people(): readonly Acts[] {
    return this.#people;
  }

  /** The account posts something without the app. */
  publish(account: Account, text: string, answers?: Post): Post {
    return addPost(this.world, { by: account.person, text, answers, quotes: undefined, files: [] });
  }

  /** The owner takes the app's permission away. */
  revoke(account: Account): void {
    tellRevoked(this.world, account);
    account.token = `revoked-${account.token}`;
  }

  #newPerson(name: string, handle: string): Person {
    const id = String(FIRST_PERSON + BigInt(this.world.people.length) * 1009n);
    const person: Person = { id, name, handle, isOpen: false, blocked: new Set() };
    this.world.people.push(person);
    return person;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const raw = Buffer.concat(chunks);
    const url = `${this.apiUrl}${request.url ?? "/"}`;
    const { pathname, searchParams } = new URL(url);
    const header = request.headers.authorization ?? "";
    const method = request.method ?? "";
    if (/^\/(media|dm)\//.test(pathname)) return this.#serveFile(pathname, header, url, response);
    const answer = (status: number, said: object, headers: Readonly<Record<string, string>> = {}): void =>
      void response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(said));
    if (pathname === "/oauth2/token") return this.#giveBearer(header, answer);
    const type = request.headers["content-type"] ?? "";
    const body = type.startsWith("application/json") ? readJson(raw) : {};
    const multipart = new Request(url, { method: "POST", headers: { "content-type": type }, body: raw });
    const call: Call = { method, path: pathname, query: searchParams, body, request: multipart };
    const how = this.world.takeMisbehaviour(`${method} ${pathname}`);
    if (how?.type === "html_502") return void response.writeHead(502).end("<html><h1>502");
    try {
      if (how?.type === "refused") throw new Refused(how.status, how.kind, how.detail);
      const { who, matched } = this.#authorize(call, header, url);
      const headers = this.limits.take(who, matched.limit);
      const said = await matched.run();
      this.world.received.push({ method, path: pathname, body, status: 200 });
      if (how?.type === "slow") await new Promise((resolve) => setTimeout(resolve, how.ms));
      if (how?.type === "done_but_silent") return void response.destroy();
      answer(method === "POST" ? 201 : 200, said, headers);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.world.received.push({ method, path: pathname, body, status: error.status });
      answer(error.status, error.body(), error.headers);
    }
  }

  #authorize(call: Call, header: string, url: string): { who: string; matched: Matched } {
    const { world } = this;
    const isApp = header === `Bearer ${world.bearer}`;
    const account = isApp ? undefined : this.#accountBehind(header, call.method, url);
    if (!isApp && account === undefined) throw new Refused(401, "about:blank", "Unauthorized");
    const matched = account === undefined ? routeAsApp(world, call) : routeAsUser(world, account, call);
    if (matched === undefined) throw new Refused(403, "unsupported-authentication", "Not with this authentication.");
    return { who: account?.person.id ?? "app", matched };
  }

  #accountBehind(header: string, method: string, url: string): Account | undefined {
    const { world } = this;
    const token = this.#oauth.check(header, method, url, (consumerKey, given) => {
      const account = world.accountOf(given);
      if (consumerKey !== world.consumerKey || account === undefined) return undefined;
      return { consumerSecret: world.consumerSecret, tokenSecret: account.tokenSecret };
    });
    return token === undefined ? undefined : world.accountOf(token);
  }

  #giveBearer(header: string, answer: (status: number, said: object) => void): void {
    const { consumerKey, consumerSecret, bearer } = this.world;
    const pair = Buffer.from(`${consumerKey}:${consumerSecret}`).toString("base64");
    if (header === `Basic ${pair}`) answer(200, { token_type: "bearer", access_token: bearer });
    else
      answer(403, {
        errors: [{ code: 99, label: "authenticity_token_error", message: "Unable to verify your credentials" }],
      });
  }

  /** Files of posts lie open, and who signs there has told a stranger; those of private messages open to the account alone. */
  #serveFile(path: string, header: string, url: string, response: ServerResponse): void {
    const [, folder, id = ""] = /^\/(media|dm)\/(\d+)/.exec(path) ?? [];
    const file = this.world.files.get(id);
    if (file === undefined) return void response.writeHead(404).end();
    if (folder === "media" && header !== "") return void response.writeHead(400).end();
    if (folder === "dm" && this.#accountBehind(header, "GET", url) === undefined)
      return void response.writeHead(401).end();
    response.writeHead(200, { "content-type": file.type }).end(file.bytes);
  }
}

function readJson(raw: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(raw.toString("utf8"));
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
