import type { IncomingMessage, ServerResponse } from "node:http";
import { LoopbackServer } from "../loopback-server.ts";
import { createRandom, shuffle } from "../random.ts";
import { AccessTokens } from "./access-tokens.ts";
import { type Contact, createContact } from "./contact.ts";
import { postDelivery } from "./deliver.ts";
import { problemOfUpload } from "./media-store.ts";
import { doMethod } from "./methods.ts";
import { readBody, readUpload } from "./read-request.ts";
import { refused } from "./refusal.ts";
import type { Answer, Fields, ServerConfiguration } from "./wire.ts";
import { type Misbehaviour, WechatWorld } from "./world.ts";

export type WechatAccount = {
  readonly world: WechatWorld;
  readonly tokens: AccessTokens;
  /** `remark`: what the account's people call the contact. */
  contact(name: string, language?: string, remark?: string): Contact;
  contacts(): readonly Contact[];
  misbehave(path: string, how: Misbehaviour): void;
  /** Delivers these again, each so often, all in one shuffled row; answers the statuses. */
  redeliver(all: readonly Fields[], times: number, over?: Partial<ServerConfiguration>): Promise<number[]>;
};

type Options = {
  readonly port?: number;
  /** The same seed gives the same tokens, ids and orders. */
  readonly seed?: number;
  readonly now?: () => number;
  /** After which a refused delivery comes again, in milliseconds. */
  readonly retryBaseMs?: number;
};
type Call = {
  readonly account: WechatAccount;
  readonly url: URL;
  readonly path: string;
  readonly request: IncomingMessage;
  readonly bytes: Buffer;
};

/** Plays WeChat's official account platform on loopback, by its public documentation. */
export class WechatSimulator {
  readonly #accounts: WechatAccount[] = [];
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
    await Promise.all(this.#accounts.map(({ world }) => world.stop()));
    await this.#server.stop();
  }

  /** What stands for `https://api.weixin.qq.com`. */
  get apiUrl(): string {
    return this.#server.url;
  }

  accounts(): readonly WechatAccount[] {
    return this.#accounts;
  }

  addAccount(name: string): WechatAccount {
    const { now = Date.now, retryBaseMs = 1000 } = this.#options;
    const world = new WechatWorld(name, { now, random: this.#random, retryBaseMs });
    const contacts: Contact[] = [];
    const account: WechatAccount = {
      world,
      tokens: new AccessTokens(world),
      contact: (called, language = "en", remark = "") => {
        const contact = createContact(
          world,
          { name: called, language, remark },
          (id) => `${this.apiUrl}/pictures/${id}`,
        );
        contacts.push(contact);
        return contact;
      },
      contacts: () => contacts,
      misbehave: (path, how) => world.misbehave(path, how),
      redeliver: async (all, times, over = {}) => {
        const { server } = world;
        if (server === undefined) throw new Error("The account has no server.");
        const row = shuffle(
          all.flatMap((fields) => Array.from({ length: times }, () => fields)),
          this.#random,
        );
        return await Promise.all(
          row.map(async (fields) => {
            const sent = { fields, appId: world.appId, now: world.now() };
            const { status, body } = await postDelivery({ ...server, ...over }, sent);
            world.delivered.push({ fields, status, body });
            return status;
          }),
        );
      },
    };
    this.#accounts.push(account);
    return account;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const bytes = Buffer.concat(chunks);
    const url = new URL(request.url ?? "/", "http://simulator");
    if (/^\/(?:films|pictures)\//.test(url.pathname)) return this.#serveFile(url, response);
    const path = /^\/cgi-bin\/(.+)$/.exec(url.pathname)?.[1];
    if (path === undefined) return void response.writeHead(404).end();
    if (path === "stable_token") return answer(response, this.#giveToken(readBody(bytes)));
    const token = url.searchParams.get("access_token") ?? "";
    const account = this.#accounts.find(({ tokens }) => ![40001, 41001].includes(tokens.judge(token)));
    const code = token === "" ? 41001 : (account?.tokens.judge(token) ?? 40001);
    if (account === undefined || code !== 0)
      return answer(response, refused(code, "invalid credential, access_token is invalid"));
    if (!account.world.isWhitelisted) return answer(response, refused(40164, "invalid ip, not in whitelist"));
    await this.#answerCall({ account, url, path, request, bytes }, response);
  }

  async #answerCall(call: Call, response: ServerResponse): Promise<void> {
    const { world } = call.account;
    if (world.day.isUsedUp(world.now())) return answer(response, refused(45009, "reach max api daily quota limit"));
    const how = world.takeMisbehaviour(call.path);
    if (how?.type === "html_502") return void response.writeHead(502).end("<html><h1>502");
    if (how?.type === "refused") return answer(response, refused(how.errcode, how.errmsg));
    if (call.path === "media/get") return this.#giveMedia(call, response);
    const body = call.path === "media/upload" ? {} : readBody(call.bytes);
    const said =
      call.path === "media/upload"
        ? await takeUpload(call)
        : doMethod(world, { path: call.path, query: call.url.searchParams, body });
    world.received.push({ path: call.path, body, errcode: Number(said.errcode ?? 0) });
    if (how?.type === "done_but_silent") return void response.destroy();
    answer(response, said);
  }

  #giveToken(body: Readonly<Record<string, unknown>>): Answer {
    const account = this.#accounts.find(({ world }) => world.appId === body.appid);
    if (account === undefined) return refused(40013, "invalid appid");
    const how = account.world.takeMisbehaviour("stable_token");
    if (how?.type === "refused") return refused(how.errcode, how.errmsg);
    if (!account.world.isWhitelisted) return refused(40164, "invalid ip 127.0.0.1, not in whitelist");
    if (account.world.secret !== body.secret) return refused(40125, "invalid appsecret");
    account.world.received.push({ path: "stable_token", body: {}, errcode: 0 });
    return account.tokens.give(body.force_refresh === true);
  }

  /** The bytes, or JSON: why there are none, or where a film is. */
  #giveMedia({ account, url }: Call, response: ServerResponse): void {
    const found = account.world.media.find(url.searchParams.get("media_id") ?? "", account.world.now());
    if (found === undefined || found.type === "file") return void answer(response, refused(40007, "invalid media_id"));
    if (found.type === "video") return void answer(response, { video_url: `${this.apiUrl}/films/${found.id}` });
    const disposition = `attachment; filename="${found.id}.jpg"`;
    response.writeHead(200, { "content-type": found.contentType, "content-disposition": disposition }).end(found.bytes);
  }

  /** An address is good without a token; one that brings a token has told it to the wrong house. */
  #serveFile(url: URL, response: ServerResponse): void {
    const id = url.pathname.split("/")[2] ?? "";
    const found = this.#accounts.map(({ world }) => world.media.find(id, world.now())).find((one) => one !== undefined);
    if (url.search.includes("token")) return void response.writeHead(400).end();
    if (found === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": found.contentType }).end(found.bytes);
  }
}

async function takeUpload({ account: { world }, url, request, bytes }: Call): Promise<Answer> {
  const type = url.searchParams.get("type") ?? "";
  const file = await readUpload(bytes, request.headers["content-type"] ?? "");
  if (file === undefined) return refused(41005, "media data missing");
  const code = problemOfUpload(type, file.name, file.bytes.byteLength);
  if (code !== 0) return refused(code, "invalid media");
  if (type !== "image" && type !== "voice" && type !== "video" && type !== "thumb")
    return refused(40004, "invalid media type");
  const { id } = world.media.keep({ ...file, type }, world.now());
  const created_at = Math.floor(world.now() / 1000);
  return type === "thumb" ? { type, thumb_media_id: id, created_at } : { type, media_id: id, created_at };
}

/** Ids of 64 bits are numbers, longer than JavaScript's. */
function answer(response: ServerResponse, said: Answer): void {
  const marked = JSON.stringify(said, (_key, inner: unknown) =>
    typeof inner === "bigint" ? `\u0001${inner}\u0001` : inner,
  );
  const body = marked.replaceAll(/"\\u0001(-?\d+)\\u0001"/g, "$1");
  response.writeHead(200, { "content-type": "application/json; encoding=utf-8" }).end(body);
}
