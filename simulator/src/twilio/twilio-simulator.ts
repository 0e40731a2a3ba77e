import type { IncomingMessage, ServerResponse } from "node:http";
import { LoopbackServer } from "../loopback-server.ts";
import { createRandom } from "../random.ts";
import { Account, type Misbehaviour } from "./account.ts";
import {
  type Answer,
  changeSender,
  findMedia,
  listMedia,
  listMessages,
  listSenders,
  serviceAt,
  toMessageBody,
} from "./resources.ts";
import { createMessage } from "./send.ts";
import { type StoredMedia, TwilioRefusal } from "./wire.ts";

export type SimulatorOptions = {
  readonly port?: number;
  /** The same seed gives the same SIDs and tokens. */
  readonly seed?: number;
  readonly now?: () => number;
  /** Between one state of a message and the next, in milliseconds. */
  readonly stepMs?: number;
};

type Request = {
  readonly method: string;
  readonly url: URL;
  readonly form: URLSearchParams;
  readonly user: string;
  readonly password: string;
};

/** Plays Twilio's messaging API on loopback, by its public documentation, and its storage of files on another port. */
export class TwilioSimulator {
  readonly #accounts: Account[] = [];
  readonly #options: SimulatorOptions;
  readonly #random: () => number;
  /** Whether credentials came along to the storage, which is nobody's to see. */
  readonly leaks: string[] = [];
  readonly #api = new LoopbackServer((request, response) => this.#take(request, response));
  readonly #storage = new LoopbackServer((request, response) => this.#serveFile(request, response));

  constructor(options: SimulatorOptions = {}) {
    this.#options = options;
    this.#random = createRandom(options.seed ?? 1);
  }

  async start(): Promise<void> {
    await this.#api.start(this.#options.port);
    await this.#storage.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#accounts.map((account) => account.stop()));
    for (const server of [this.#api, this.#storage]) await server.stop();
  }

  /** What stands for `https://api.twilio.com`, and for `https://messaging.twilio.com` as well. */
  get apiUrl(): string {
    return this.#api.url;
  }

  get messagingUrl(): string {
    return this.apiUrl;
  }

  accounts(): readonly Account[] {
    return this.#accounts;
  }

  addAccount(name: string): Account {
    const account = new Account(name, this.#hex(32), {
      now: this.#options.now ?? Date.now,
      stepMs: this.#options.stepMs ?? 300,
      newSid: (prefix) => `${prefix}${this.#hex(32)}`,
    });
    this.#accounts.push(account);
    return account;
  }

  /** A new auth token becomes the account's; the old one opens nothing any more. */
  renewToken(account: Account): string {
    account.token = this.#hex(32);
    return account.token;
  }

  #hex(length: number): string {
    return Array.from({ length }, () => Math.floor(this.#random() * 16).toString(16)).join("");
  }

  async #take(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    const account = this.#accounts.find((one) => request.user === one.sid || one.keys.has(request.user));
    const note = (status: number): void =>
      void account?.received.push({
        ...{ method: request.method, path: `${request.url.pathname}${request.url.search}`, status },
        ...{ form: [...request.form], user: request.user },
      });
    const isSend = request.method === "POST" && request.url.pathname.endsWith("/Messages.json");
    const how = isSend ? account?.takeMisbehaviour() : undefined;
    if (how?.type === "html_502") {
      note(502);
      return void response.writeHead(502, { "content-type": "text/html" }).end("<html><h1>Bad Gateway</h1></html>");
    }
    try {
      const answer = await this.#answer(account, request, how);
      note(answer.status);
      if (how?.type === "done_but_silent") return void response.destroy();
      write(response, answer);
    } catch (error) {
      if (!(error instanceof TwilioRefusal)) throw error;
      note(error.status);
      const wait: Record<string, string> = how?.type === "rate_limited" ? { "retry-after": String(how.seconds) } : {};
      write(response, { status: error.status, body: error.toBody() }, wait);
    }
  }

  async #answer(account: Account | undefined, request: Request, how: Misbehaviour | undefined): Promise<Answer> {
    const { method, url, user, password } = request;
    const isOpened =
      account !== undefined &&
      (user === account.sid ? password === account.token : password === account.keys.get(user));
    if (!isOpened) throw new TwilioRefusal(401, 20003, "Authenticate");
    if (how?.type === "rate_limited") throw new TwilioRefusal(429, 20429, "Too Many Requests");
    if (how?.type === "refused") throw new TwilioRefusal(how.status, how.code, how.message);
    const service = /^\/v1\/Services\/(\w+)$/.exec(url.pathname)?.[1];
    if (service !== undefined) return serviceAt(account, service, method === "POST" ? request.form : undefined);
    const [, sid, rest = ""] = /^\/2010-04-01\/Accounts\/(\w+?)(\.json|\/.*)$/.exec(url.pathname) ?? [];
    if (sid !== account.sid) throw new TwilioRefusal(404, 20404, "The requested resource was not found");
    if (rest === ".json") {
      // A key may not ask about the account.
      if (user !== account.sid) throw new TwilioRefusal(401, 20003, "Authenticate");
      return { status: 200, body: { sid, friendly_name: account.name, status: account.status, type: "Full" } };
    }
    if (account.status !== "active") throw new TwilioRefusal(401, 20005, "Account not active");
    return await this.#answerOf(account, rest, request);
  }

  async #answerOf(account: Account, rest: string, { method, url, form }: Request): Promise<Answer> {
    if (rest === "/Messages.json" && method === "POST") return await this.#send(account, form);
    if (rest === "/Messages.json") return listMessages(account, url.searchParams);
    const [, message = "", media] = /^\/Messages\/(\w+)\/Media(?:\.json|\/(\w+))$/.exec(rest) ?? [];
    if (media !== undefined) return findMedia(account, message, media, this.#storage.url);
    if (message !== "") return listMedia(account, message);
    const [, list, sid] = /^\/(IncomingPhoneNumbers|SMS\/ShortCodes)(?:\/(\w+))?\.json$/.exec(rest) ?? [];
    if (list === undefined) throw new TwilioRefusal(404, 20404, "The requested resource was not found");
    const kind = list === "IncomingPhoneNumbers" ? "number" : "short_code";
    if (sid !== undefined && method === "POST") return changeSender(account, kind, sid, form);
    return listSenders(account, kind, url.searchParams.get(kind === "number" ? "PhoneNumber" : "ShortCode"));
  }

  async #send(account: Account, form: URLSearchParams): Promise<Answer> {
    const message = await createMessage(account, form);
    const answer = { status: 201, body: toMessageBody(account, message) };
    const told = account.tellStates(message);
    if (account.telling === "before_the_answer") await told;
    return answer;
  }

  #serveFile(request: IncomingMessage, response: ServerResponse): void {
    const [, accountSid, mediaSid] = (request.url ?? "").split("/");
    if (request.headers.authorization !== undefined) this.leaks.push(request.headers.authorization);
    const account = this.#accounts.find(({ sid }) => sid === accountSid);
    const file = account === undefined ? undefined : findFile(account, mediaSid ?? "");
    if (file === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": file.type }).end(file.bytes);
  }
}

export function findFile(account: Account, mediaSid: string): StoredMedia | undefined {
  return account.messages.flatMap(({ media }) => media).find(({ sid }) => sid === mediaSid);
}

async function readRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const credentials = Buffer.from((incoming.headers.authorization ?? "").replace(/^Basic /, ""), "base64").toString();
  const at = credentials.indexOf(":");
  return {
    method: incoming.method ?? "GET",
    url: new URL(incoming.url ?? "/", "http://twilio"),
    form: new URLSearchParams(Buffer.concat(chunks).toString("utf8")),
    ...{ user: credentials.slice(0, Math.max(at, 0)), password: credentials.slice(at + 1) },
  };
}

function write(response: ServerResponse, { status, body, location }: Answer, more: Record<string, string> = {}): void {
  const headers = { "content-type": "application/json", ...(location === undefined ? {} : { location }), ...more };
  response.writeHead(status, headers).end(JSON.stringify(body));
}
