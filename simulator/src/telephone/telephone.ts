import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import { LoopbackServer } from "../loopback-server.ts";
import { type Deed, DeedRefused, type Network } from "./network.ts";
import { find, toView, type Where } from "./view.ts";

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");
const SCRIPTS = ["bubble", "elements", "panel", "telephone"];
const POLICY = "default-src 'self'; img-src 'self' data:; media-src 'self'; frame-ancestors 'none'";

/** The page where a person plays the contacts of every network that it is given. */
export class Telephone {
  readonly #networks: readonly Network[];
  readonly #port: number;
  readonly #server = new LoopbackServer((request, response) => this.#take(request, response));

  constructor(networks: readonly Network[], port = 0) {
    this.#networks = networks;
    this.#port = port;
  }

  async start(): Promise<void> {
    await this.#server.start(this.#port);
  }

  async stop(): Promise<void> {
    await this.#server.stop();
  }

  get url(): string {
    return `${this.#server.url}/`;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://telephone");
    if (request.method === "POST") return await this.#doDeed(request, response, url);
    if (request.method !== "GET") return answer(response, 405, {});
    const page = pageAt(url.pathname);
    if (page !== undefined) return void response.writeHead(200, headersOf(page.type)).end(page.body);
    const found = find(this.#networks, whereOf(url));
    if (url.pathname === "/view" && found !== undefined) return answer(response, 200, toView(this.#networks, found));
    const file = url.pathname === "/file" ? await found?.account.file(url.searchParams.get("id") ?? "") : undefined;
    if (file === undefined) return answer(response, 404, {});
    response.writeHead(200, headersOf(isShown(file.type) ? file.type : "application/octet-stream")).end(file.bytes);
  }

  async #doDeed(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    // JSON alone: another site's form cannot press buttons here.
    const isDeed = url.pathname === "/deed" && request.headers["content-type"] === "application/json";
    const found = find(this.#networks, whereOf(url));
    if (!isDeed || found?.contact === undefined || found.chat === undefined) return answer(response, 404, {});
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const deed: Deed = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    try {
      await found.account.do(found.contact.id, found.chat.id, deed);
      answer(response, 200, {});
    } catch (error) {
      if (!(error instanceof DeedRefused)) throw error;
      answer(response, 409, { refused: error.message });
    }
  }
}

function pageAt(path: string): { readonly type: string; readonly body: string } | undefined {
  if (path === "/") return { type: "text/html; charset=utf-8", body: read("telephone.html") };
  if (path === "/telephone.css") return { type: "text/css; charset=utf-8", body: read("telephone.css") };
  const script = SCRIPTS.find((name) => path === `/browser/${name}.ts`);
  if (script === undefined) return undefined;
  return { type: "text/javascript; charset=utf-8", body: stripTypeScriptTypes(read(`browser/${script}.ts`)) };
}

function whereOf({ searchParams }: URL): Where {
  const of = (name: string): string => searchParams.get(name) ?? "";
  return { network: of("network"), account: of("account"), contact: of("contact"), chat: of("chat") };
}

function isShown(type: string): boolean {
  return /^(image|video|audio)\//.test(type) && type !== "image/svg+xml";
}

function headersOf(type: string): Record<string, string> {
  return {
    "content-type": type,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": POLICY,
  };
}

function answer(response: ServerResponse, status: number, said: object): void {
  response.writeHead(status, headersOf("application/json")).end(JSON.stringify(said));
}
