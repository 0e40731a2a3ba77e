import { PlayedWorld, type WorldOptions } from "../played-world.ts";
import { postCallback } from "./deliver.ts";
import type { Callback, Content, Person, Said } from "./wire.ts";

export type StoredFile = { readonly bytes: Uint8Array; readonly type: string; readonly name: string };
export type Received = {
  readonly method: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly status: number;
};
export type Delivered = { readonly callback: Callback; readonly status: number; readonly body: string };
/** What the next call of a method comes to, instead of what it would. */
export type Misbehaviour =
  | { readonly type: "refused"; readonly status: number; readonly message: string }
  | { readonly type: "html_502" }
  /** It is done as asked, and nobody is told. */
  | { readonly type: "done_but_silent" };

/** Tokens of Viber's have 64 bits. */
const FIRST_TOKEN = 5_741_311_803_571_721_087n;

/** One bot: its contacts, what was said, and where its callbacks go. */
export class ViberWorld extends PlayedWorld<Callback, Misbehaviour> {
  readonly id: string;
  readonly name: string;
  readonly uri: string;
  token: string;
  /** Contacts' telephones are on: what is sent arrives at once. */
  deliversAtOnce = true;
  webhook: { readonly url: string; readonly events: readonly string[] } | undefined;
  readonly people = new Map<string, Person>();
  readonly chats = new Map<string, Said[]>();
  readonly files = new Map<string, StoredFile>();
  readonly callbacks: Callback[] = [];
  readonly delivered: Delivered[] = [];
  readonly received: Received[] = [];
  #tokens = 0;

  constructor(name: string, uri: string, options: WorldOptions) {
    super(options);
    this.name = name;
    this.uri = uri;
    this.id = `pa:${this.letters(19, "123456789")}`;
    this.token = this.newBotToken();
  }

  newBotToken(): string {
    const part = (): string => this.letters(16, "0123456789abcdef");
    return `${part()}-${part()}-${part()}`;
  }

  newToken(): bigint {
    this.#tokens += 1;
    return FIRST_TOKEN + BigInt(this.#tokens) * 7n;
  }

  chat(id: string): Said[] {
    const found = this.chats.get(id) ?? [];
    this.chats.set(id, found);
    return found;
  }

  keep(chat: string, by: Said["by"], content: Content): Said {
    const said: Said = { token: this.newToken(), by, at: this.now(), content, delivered: false, seen: false };
    this.chat(chat).push(said);
    return said;
  }

  /** Something happened: it is delivered when its kind is wanted. Messages always are. */
  tell(event: string, more: Readonly<Record<string, unknown>>, token = this.newToken()): Callback {
    const callback: Callback = {
      event,
      timestamp: this.now(),
      chat_hostname: "SN-CHAT-05_",
      message_token: token,
      ...more,
    };
    this.callbacks.push(callback);
    const isWanted = event === "message" || (this.webhook?.events.includes(event) ?? false);
    if (!isWanted) return callback;
    this.leave(callback, () => this.inOrder(() => this.#deliverUntilTaken(callback)));
    return callback;
  }

  async #deliverUntilTaken(callback: Callback): Promise<void> {
    const { signal } = this;
    for (let refused = 0; !signal.aborted && this.webhook !== undefined; refused += 1) {
      const { status, body } = await postCallback(this.webhook.url, this.token, callback, signal);
      this.delivered.push({ callback, status, body });
      if (status >= 200 && status < 300) return this.#takeAnswer(callback, body);
      if (refused >= 8) return;
      await this.pause(Math.min(this.options.retryBaseMs * 2 ** refused, 60_000));
    }
  }

  /** The answer to `conversation_started` may be a message: the welcome. */
  #takeAnswer({ event, user }: Callback, body: string): void {
    const id = typeof user === "object" && user !== null ? String(Reflect.get(user, "id")) : "";
    if (event !== "conversation_started" || !this.people.has(id)) return;
    const said: unknown = JSON.parse(body === "" ? "null" : body);
    if (typeof said === "object" && said !== null && Reflect.get(said, "type") === "text")
      this.keep(id, "bot", { type: "text", text: String(Reflect.get(said, "text")) });
  }
}
