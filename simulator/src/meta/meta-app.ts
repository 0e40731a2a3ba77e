import { createHmac } from "node:crypto";
import { shuffle } from "../random.ts";
import { type Delivered, type Notice, postBody, shakeHands, toBody } from "./deliver.ts";
import { GraphRefusal } from "./graph-refusal.ts";
import type { GraphRequest } from "./graph-request.ts";

export type Token = {
  readonly scopes: readonly string[];
  /** The accounts that it is limited to. */
  readonly targets: readonly string[];
  /** Why it opens nothing any more: a subcode of error 190. */
  endedBy?: number;
  /** When it will, in seconds; left out: never. `debug_token` tells it. */
  endsAt?: number;
};
export type Webhook = { readonly url: string; readonly fields: readonly string[] };
export type Received = GraphRequest & { readonly status: number };
/** What the next call of a path's last part comes to, instead of what it would. */
export type Misbehaviour =
  | { readonly type: "refused"; readonly refusal: GraphRefusal }
  | { readonly type: "html_502" }
  /** 200 with an error in the body. */
  | { readonly type: "refused_with_200"; readonly refusal: GraphRefusal }
  /** It is done as asked, and nobody is told. */
  | { readonly type: "done_but_silent" };

type Options = { readonly now: () => number; readonly retryBaseMs: number; readonly random: () => number };

/** An app of Meta's: its secret, its tokens, where it is told, and the ledger of both directions. */
export class MetaApp {
  readonly id: string;
  readonly name: string;
  secret: string;
  readonly tokens = new Map<string, Token>();
  /** By object (`page`, `whatsapp_business_account`). */
  readonly webhooks = new Map<string, Webhook>();
  /** Fields that this app cannot subscribe to. */
  readonly notOffered = new Set<string>();
  readonly delivered: Delivered[] = [];
  readonly received: Received[] = [];
  readonly #options: Options;
  readonly #misbehaviours = new Map<string, Misbehaviour[]>();
  readonly #stopper = new AbortController();
  readonly #running = new Set<Promise<void>>();
  readonly #waiting: { readonly notice: Notice; readonly override: string | undefined }[] = [];
  readonly #told: Notice[] = [];
  #lane: Promise<void> = Promise.resolve();
  #held = false;

  constructor(id: string, name: string, options: Options) {
    this.id = id;
    this.name = name;
    this.#options = options;
    this.secret = this.newSecret();
  }

  newSecret(): string {
    return Array.from({ length: 32 }, () => Math.floor(this.#options.random() * 16).toString(16)).join("");
  }

  /** From now on deliveries are signed by another secret, and proofs made with the former are wrong. */
  renewSecret(): string {
    this.secret = this.newSecret();
    return this.secret;
  }

  addToken(scopes: readonly string[], targets: readonly string[] = []): string {
    const token = `EAAG${createHmac("sha256", this.newSecret()).update(this.id).digest("base64url")}ZDZD`;
    this.tokens.set(token, { scopes, targets });
    return token;
  }

  /** 460: the password was changed; 463: expired; 458: the app was removed. */
  endToken(token: string, subcode = 463): void {
    const known = this.tokens.get(token);
    if (known !== undefined) known.endedBy = subcode;
  }

  /** Writes the webhook of an object after its handshake. */
  async setWebhook(object: string, url: string, token: string, fields: readonly string[]): Promise<void> {
    await this.greet(url, token);
    this.webhooks.set(object, { url, fields });
  }

  /** The handshake; refuses as Meta does when it fails. */
  async greet(url: string, token: string): Promise<void> {
    const challenge = String(Math.floor(this.#options.random() * 2_000_000_000));
    if (await shakeHands(url, token, challenge)) return;
    throw new GraphRefusal({
      code: 2200,
      message:
        "Callback verification failed with the following errors: HTTP Status Code = 403; HTTP Message = Forbidden",
    });
  }

  /** Something happened on an account: it is delivered to the app's address for the object, or to the account's own. */
  tell(notice: Notice, override?: string): void {
    this.#told.push(notice);
    if (this.#held) this.#waiting.push({ notice, override });
    else this.#enqueue([notice], override);
  }

  /** Everything so far, delivered or not. */
  told(): readonly Notice[] {
    return this.#told;
  }

  hold(): void {
    this.#held = true;
  }

  /** What has waited leaves, at most `most` notices in a body. */
  release(most = 1): void {
    this.#held = false;
    const groups = Map.groupBy(this.#waiting.splice(0), ({ override }) => override);
    for (const [override, group] of groups)
      for (let from = 0; from < group.length; from += most)
        this.#enqueue(
          group.slice(from, from + most).map(({ notice }) => notice),
          override,
        );
  }

  /** Delivers these again, each so often, in shuffled bodies of at most `most`; answers the statuses. */
  async redeliver(
    notices: readonly Notice[],
    { times = 1, most = 1, secret = this.secret, url }: { times?: number; most?: number; secret?: string; url: string },
  ): Promise<number[]> {
    const row = shuffle(
      notices.flatMap((notice) => Array.from({ length: times }, () => notice)),
      this.#options.random,
    );
    const bodies: string[] = [];
    for (let from = 0; from < row.length; from += most)
      bodies.push(toBody(row.slice(from, from + most), this.#options.now()));
    return await Promise.all(bodies.map(async (body) => await this.#post(url, body, secret)));
  }

  misbehave(edge: string, how: Misbehaviour): void {
    this.#misbehaviours.set(edge, [...(this.#misbehaviours.get(edge) ?? []), how]);
  }

  takeMisbehaviour(edge: string): Misbehaviour | undefined {
    return this.#misbehaviours.get(edge)?.shift();
  }

  async stop(): Promise<void> {
    this.#stopper.abort();
    await this.#lane;
    await Promise.all(this.#running);
  }

  /** They leave one after the other; one that is refused comes again later and holds up nobody, so order is not promised. */
  #enqueue(notices: readonly Notice[], override: string | undefined): void {
    const [first] = notices;
    const url = override ?? this.webhooks.get(first?.object ?? "")?.url;
    if (url === undefined) return;
    const body = toBody(notices, this.#options.now());
    this.#lane = this.#lane.then(async () => {
      if ((await this.#post(url, body)) !== 200) this.#tryAgain(url, body);
    });
  }

  #tryAgain(url: string, body: string): void {
    const work = (async () => {
      for (let refused = 0; !this.#stopper.signal.aborted; refused += 1) {
        await pause(Math.min(this.#options.retryBaseMs * 2 ** refused, 60_000), this.#stopper.signal);
        if (this.#stopper.signal.aborted || (await this.#post(url, body)) === 200) return;
      }
    })().finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  async #post(url: string, body: string, secret = this.secret): Promise<number> {
    const status = await postBody(url, body, secret, this.#stopper.signal);
    this.delivered.push({ body, status, at: this.#options.now() });
    return status;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
