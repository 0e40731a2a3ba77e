import { createHmac } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { LoopbackServer } from "../loopback-server.ts";
import { createRandom } from "../random.ts";
import { badParameter, GraphRefusal, notThere, toErrorBody } from "./graph-refusal.ts";
import { type GraphRequest, readGraphRequest } from "./graph-request.ts";
import { MetaApp, type Misbehaviour } from "./meta-app.ts";

export type MetaSimulatorOptions = {
  readonly port?: number;
  /** The same seed gives the same secrets, tokens and orders. */
  readonly seed?: number;
  readonly now?: () => number;
  /** After which a refused delivery comes again, in milliseconds; it doubles. */
  readonly retryBaseMs?: number;
  /** What else is asked for; false: nothing known. */
  readonly alsoServe?: (request: IncomingMessage, response: ServerResponse, body: Buffer) => boolean;
};

/** An account that apps hear of: a page, an Instagram account, a WhatsApp business account. */
export type Account = {
  readonly id: string;
  readonly object: string;
  /** May be given its own address when an app subscribes (WhatsApp). */
  readonly takesOverride: boolean;
  /** By app. */
  readonly subscribed: Map<string, { readonly fields: readonly string[]; readonly override: string | undefined }>;
};

/** A platform of Meta's: answers what is asked of its objects, `undefined` where it has none of that name. */
export type Product = {
  answer(call: GraphRequest, app: MetaApp): unknown;
  /** Files behind an address of their own. */
  serve?(request: IncomingMessage, response: ServerResponse): boolean;
};

/** Plays the Graph API on loopback, by its public documentation. The platforms are mounted into it. */
export class MetaSimulator {
  readonly now: () => number;
  readonly random: () => number;
  readonly apps: MetaApp[] = [];
  readonly accounts = new Map<string, Account>();
  readonly #products: Product[] = [];
  readonly #options: MetaSimulatorOptions;
  readonly #server = new LoopbackServer((request, response) => this.#take(request, response));

  constructor(options: MetaSimulatorOptions = {}) {
    this.#options = options;
    this.now = options.now ?? Date.now;
    this.random = createRandom(options.seed ?? 1);
  }

  async start(): Promise<void> {
    await this.#server.start(this.#options.port);
  }

  async stop(): Promise<void> {
    await Promise.all(this.apps.map((app) => app.stop()));
    await this.#server.stop();
  }

  /** What stands for `https://graph.facebook.com`. */
  get graphUrl(): string {
    return this.#server.url;
  }

  mount(product: Product): void {
    this.#products.push(product);
  }

  addApp(name: string): MetaApp {
    const { retryBaseMs = 1000 } = this.#options;
    const id = String(700_000_000_000_001 + this.apps.length);
    const app = new MetaApp(id, name, { now: this.now, retryBaseMs, random: this.random });
    this.apps.push(app);
    return app;
  }

  addAccount(id: string, object: string, takesOverride = false): Account {
    const account: Account = { id, object, takesOverride, subscribed: new Map() };
    this.accounts.set(id, account);
    return account;
  }

  /** Something happened on an account: every app that has subscribed to it, and to the field, is told. */
  tell(accountId: string, element: Parameters<MetaApp["tell"]>[0]["element"]): void {
    const account = this.accounts.get(accountId);
    for (const app of this.apps) {
      const subscribed = account?.subscribed.get(app.id);
      if (account === undefined || subscribed === undefined) continue;
      const field = "field" in element ? element.field : undefined;
      // Where an account names no fields, those of the app count.
      const own = subscribed.fields.length > 0 ? subscribed.fields : app.webhooks.get(account.object)?.fields;
      if (field !== undefined && own !== undefined && !own.includes(field)) continue;
      app.tell({ object: account.object, accountId, element }, subscribed.override);
    }
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    if (this.#products.some((product) => product.serve?.(request, response) === true)) return;
    const call = await readGraphRequest(request, body).catch(() => undefined);
    if (call !== undefined) return await this.#answerCall(call, response);
    if (this.#options.alsoServe?.(request, response, body) !== true) answer(response, 404, "Not Found", "text/plain");
  }

  async #answerCall(call: GraphRequest, response: ServerResponse): Promise<void> {
    const app = this.appOf(call.token);
    const how = app?.takeMisbehaviour(call.path.at(-1) ?? "");
    if (how?.type === "html_502") {
      app?.received.push({ ...call, status: 502 });
      return answer(response, 502, "<html><h1>Bad Gateway</h1></html>", "text/html");
    }
    const { status, said, headers } = await this.#outcomeOf(call, app, how);
    app?.received.push({ ...call, status });
    if (how?.type === "done_but_silent") return void response.destroy();
    answer(response, status, JSON.stringify(said), "application/json", headers);
  }

  async #outcomeOf(call: GraphRequest, app: MetaApp | undefined, how: Misbehaviour | undefined) {
    try {
      if (how?.type === "refused") throw how.refusal;
      if (how?.type === "refused_with_200") return { status: 200, said: toErrorBody(how.refusal.refused) };
      return { status: 200, said: await this.#do(call, app) };
    } catch (error) {
      if (!(error instanceof GraphRefusal)) throw error;
      const { status = 400, headers } = error.refused;
      return { status, said: toErrorBody(error.refused), headers };
    }
  }

  appOf(token: string): MetaApp | undefined {
    return this.apps.find((app) => app.tokens.has(token) || token === `${app.id}|${app.secret}`);
  }

  async #do(call: GraphRequest, app: MetaApp | undefined): Promise<unknown> {
    const known = app?.tokens.get(call.token);
    if (app === undefined)
      throw new GraphRefusal({
        status: 401,
        code: 190,
        message: "Invalid OAuth access token - Cannot parse access token",
      });
    const isOver = known?.endsAt !== undefined && known.endsAt * 1000 <= this.now();
    if (known?.endedBy !== undefined || isOver)
      throw new GraphRefusal({
        status: 401,
        code: 190,
        subcode: known.endedBy ?? 463,
        message: "Error validating access token: Session has expired",
      });
    const { appsecret_proof: proof } = call.fields;
    const expected = createHmac("sha256", app.secret).update(call.token).digest("hex");
    if (proof !== undefined && proof !== expected)
      throw new GraphRefusal({ code: 100, message: "Invalid appsecret_proof provided in the API argument" });
    const [first = "", second] = call.path;
    if (first === "debug_token") return this.#debugToken(call, app);
    if (first === app.id && second === "subscriptions") return await setSubscription(call, app);
    const account = this.accounts.get(first);
    if (account !== undefined && second === "subscribed_apps") return await changeSubscribed(call, app, account);
    for (const product of this.#products) {
      const said = await product.answer(call, app);
      if (said !== undefined) return said;
    }
    throw notThere(call.path.join("/"));
  }

  #debugToken({ fields, token }: GraphRequest, app: MetaApp) {
    if (token !== `${app.id}|${app.secret}`) throw badParameter("You must provide an app access token");
    const asked = String(fields.input_token ?? "");
    const owner = this.appOf(asked);
    const known = owner?.tokens.get(asked);
    if (owner === undefined || known === undefined)
      return { data: { is_valid: false, error: { code: 190, message: "Invalid OAuth access token" }, scopes: [] } };
    return {
      data: {
        ...{ app_id: owner.id, type: "SYSTEM_USER", application: owner.name, expires_at: known.endsAt ?? 0 },
        ...{ is_valid: known.endedBy === undefined, scopes: known.scopes },
        granular_scopes: known.scopes.map((scope) =>
          known.targets.length === 0 ? { scope } : { scope, target_ids: known.targets },
        ),
      },
    };
  }
}

/** `/{app}/subscriptions`: the webhook of an object, after its handshake. */
async function setSubscription({ method, fields, token }: GraphRequest, app: MetaApp): Promise<unknown> {
  if (token !== `${app.id}|${app.secret}`) throw badParameter("This method must be called with an app access token");
  const object = String(fields.object ?? "");
  if (method === "GET")
    return {
      data: [...app.webhooks].map(([name, { url, fields: names }]) => ({
        ...{ object: name, callback_url: url, active: true },
        fields: names.map((field) => ({ name: field, version: "v23.0" })),
      })),
    };
  if (method === "DELETE") app.webhooks.delete(object);
  else {
    const names = String(fields.fields ?? "").split(",");
    const [missing] = names.filter((name) => app.notOffered.has(name));
    if (missing !== undefined) throw badParameter(`Param fields[0] must be one of {…} - got "${missing}".`);
    await app.setWebhook(object, String(fields.callback_url ?? ""), String(fields.verify_token ?? ""), names);
  }
  return { success: true };
}

async function changeSubscribed({ method, fields }: GraphRequest, app: MetaApp, account: Account): Promise<unknown> {
  if (method === "GET") return { data: [...account.subscribed].map(([id, one]) => toSubscribed(account, id, one)) };
  if (method === "DELETE") {
    account.subscribed.delete(app.id);
    return { success: true };
  }
  const names = String(fields.subscribed_fields ?? "")
    .split(",")
    .filter(Boolean);
  if (!account.takesOverride && names.length === 0) throw badParameter("Param subscribed_fields must be non-empty.");
  const override = fields.override_callback_uri === undefined ? undefined : String(fields.override_callback_uri);
  if (override !== undefined && account.takesOverride) await app.greet(override, String(fields.verify_token ?? ""));
  account.subscribed.set(app.id, { fields: names, override: account.takesOverride ? override : undefined });
  return { success: true };
}

function toSubscribed(account: Account, id: string, one: { fields: readonly string[]; override: string | undefined }) {
  const link = `https://www.facebook.com/games/?app_id=${id}`;
  if (!account.takesOverride) return { category: "Business", link, name: "App", id, subscribed_fields: one.fields };
  return {
    whatsapp_business_api_data: { id, link, name: "App" },
    ...(one.override === undefined ? {} : { override_callback_uri: one.override }),
  };
}

function answer(
  response: ServerResponse,
  status: number,
  body: string,
  type: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": type, ...headers }).end(body);
}
