import { createHmac } from "node:crypto";
import type { Direct, Person, Post, StoredFile } from "./wire.ts";

export type Delivered = { readonly body: string; readonly status: number };
/** What the next call of a method comes to, instead of what it would. */
export type Misbehaviour =
  | { readonly type: "refused"; readonly status: number; readonly kind: string; readonly detail: string }
  | { readonly type: "html_502" }
  /** It is done, told to everybody else, and answered after so long. */
  | { readonly type: "slow"; readonly ms: number }
  /** It is done as asked, and nobody is told. */
  | { readonly type: "done_but_silent" };
/** An account whose owner has let the app in. */
export type Account = { readonly person: Person; token: string; tokenSecret: string; subscribed: boolean };
export type Webhook = { readonly id: string; readonly url: string; valid: boolean };
export type Upload = {
  readonly by: string;
  readonly category: string;
  readonly type: string;
  readonly total: number;
  readonly pieces: Map<number, Uint8Array>;
  file: string | undefined;
  looks: number;
};

type Options = { readonly now: () => number; readonly random: () => number; readonly retryBaseMs: number };
const FIRST_MS = 1_288_834_974_657;
const POST_TIMEOUT_MS = 10_000;
const MOST_RETRIES = 4;

/** X with one app: everybody, what they wrote, and where the app's deliveries go. */
export class XWorld {
  readonly consumerKey: string;
  consumerSecret: string;
  readonly bearer: string;
  readonly people: Person[] = [];
  readonly accounts: Account[] = [];
  readonly posts: Post[] = [];
  readonly directs: Direct[] = [];
  readonly files = new Map<string, StoredFile>();
  readonly uploads = new Map<string, Upload>();
  readonly webhooks: Webhook[] = [];
  readonly delivered: Delivered[] = [];
  readonly received: { method: string; path: string; body: Readonly<Record<string, unknown>>; status: number }[] = [];
  readonly #misbehaviours = new Map<string, Misbehaviour[]>();
  readonly #options: Options;
  readonly #stopper = new AbortController();
  #queue = Promise.resolve();
  #ids = 0;
  /** Where files lie. */
  filesUrl = "";

  constructor(options: Options) {
    this.#options = options;
    this.consumerKey = this.letters(25);
    this.consumerSecret = this.letters(50);
    this.bearer = this.letters(80);
  }

  now(): number {
    return this.#options.now();
  }

  letters(count: number): string {
    const from = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    return Array.from({ length: count }, () => from.charAt(Math.floor(this.#options.random() * from.length))).join("");
  }

  /** The moment above, a number below: longer than a double can hold, and never the same twice. */
  newId(): string {
    this.#ids += 1;
    return String((BigInt(this.now() - FIRST_MS) << 22n) + BigInt(this.#ids));
  }

  keepFile(file: StoredFile): string {
    const id = this.newId();
    this.files.set(id, file);
    return id;
  }

  accountOf(token: string): Account | undefined {
    return this.accounts.find((one) => one.token === token);
  }

  /** Something happened on an account: delivered where the app listens to it. */
  tell(account: Account, body: object): void {
    const [webhook] = this.webhooks;
    if (webhook === undefined || !account.subscribed) return;
    const text = JSON.stringify({ for_user_id: account.person.id, ...body });
    this.#queue = this.#queue.then(() => this.#deliver(webhook, text));
  }

  async #deliver(webhook: Webhook, text: string): Promise<void> {
    for (let tries = 0; tries <= MOST_RETRIES && !this.#stopper.signal.aborted && webhook.valid; tries += 1) {
      const status = await this.post(webhook.url, text);
      this.delivered.push({ body: text, status });
      if (status >= 200 && status < 300) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.#options.retryBaseMs * 2 ** tries);
        this.#stopper.signal.addEventListener("abort", () => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Signed over the very bytes; 0: nobody answered. `secret`: another one, to be refused. */
  async post(url: string, text: string, secret = this.consumerSecret): Promise<number> {
    try {
      const answer = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-twitter-webhooks-signature": `sha256=${createHmac("sha256", secret).update(text).digest("base64")}`,
        },
        body: text,
        redirect: "manual",
        signal: AbortSignal.any([this.#stopper.signal, AbortSignal.timeout(POST_TIMEOUT_MS)]),
      });
      await answer.body?.cancel();
      return answer.status;
    } catch {
      return 0;
    }
  }

  /** The challenge (CRC): only who knows the app's secret can answer it. */
  async challenge(url: string): Promise<boolean> {
    const token = this.letters(40);
    try {
      const answer = await fetch(`${url}?crc_token=${token}&nonce=${this.letters(20)}`, { redirect: "manual" });
      const said: unknown = await answer.json();
      const right = `sha256=${createHmac("sha256", this.consumerSecret).update(token).digest("base64")}`;
      const given = typeof said === "object" && said !== null ? Reflect.get(said, "response_token") : undefined;
      return answer.status === 200 && given === right;
    } catch {
      return false;
    }
  }

  misbehave(path: string, how: Misbehaviour): void {
    this.#misbehaviours.set(path, [...(this.#misbehaviours.get(path) ?? []), how]);
  }

  takeMisbehaviour(path: string): Misbehaviour | undefined {
    return this.#misbehaviours.get(path)?.shift();
  }

  async stop(): Promise<void> {
    this.#stopper.abort();
    await this.#queue;
  }
}
