import { PlayedWorld, type WorldOptions } from "../played-world.ts";
import { postEvents } from "./deliver.ts";
import { type LineEvent, LineRefusal, type OutMessage, type Said, type Source } from "./wire.ts";

export type Person = {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  friend: boolean;
};
export type Group = { readonly id: string; readonly name: string; readonly members: readonly string[] };
export type Received = {
  readonly path: string;
  readonly body: unknown;
  readonly retryKey: string | undefined;
  readonly status: number;
};
export type Delivered = { readonly events: readonly LineEvent[]; readonly status: number };
/** What the next call of a path comes to, instead of what it would. */
export type Misbehaviour =
  | { readonly type: "rate_limited"; readonly seconds: number }
  | { readonly type: "refused"; readonly status: number; readonly message: string }
  | { readonly type: "html_502" }
  /** It is done as asked, and nobody is told. */
  | { readonly type: "done_but_silent" };
export type Content = {
  readonly bytes: Uint8Array;
  readonly type: string;
  /** How often it is still being made ready when it is asked for. */
  notReady: number;
  readonly fails: boolean;
};

/** One Official Account: its friends and groups, what was said, and where its events go. */
export class LineWorld extends PlayedWorld<LineEvent, Misbehaviour> {
  readonly name: string;
  readonly basicId: string;
  readonly userId: string;
  readonly secret: string;
  token: string;
  endpoint: string | undefined;
  /** "Use webhook" in the console. */
  active = true;
  /** "Webhook redelivery" in the console. */
  redelivers = true;
  quota: { readonly value: number } | undefined;
  used = 0;
  replyLifeMs = 60_000;
  /** What the test of the address comes to, where nobody listens there. */
  reaches: (() => { readonly status: number; readonly reason: string }) | undefined;
  /** Where pictures lie. */
  filesUrl = "";
  readonly people = new Map<string, Person>();
  readonly groups = new Map<string, Group>();
  readonly chats = new Map<string, Said[]>();
  readonly contents = new Map<string, Content>();
  readonly events: LineEvent[] = [];
  readonly delivered: Delivered[] = [];
  readonly received: Received[] = [];
  readonly readTokens = new Set<string>();
  /** By person: until when they see that an answer is on its way; epoch ms. */
  readonly loadingUntil = new Map<string, number>();
  readonly #replyTokens = new Map<string, { readonly chat: string; readonly at: number }>();
  readonly #retryKeys = new Map<string, { readonly requestId: string; readonly sent: readonly Said[] }>();
  #ids = 0;

  constructor(name: string, basicId: string, options: WorldOptions) {
    super(options);
    this.name = name;
    this.basicId = basicId;
    this.userId = `U${this.letters(32, "0123456789abcdef")}`;
    this.secret = this.letters(32, "0123456789abcdef");
    this.token = this.newToken();
  }

  newToken(): string {
    return `${this.letters(150, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")}=`;
  }

  /** Message ids are strings of digits, longer than a number of JSON can be. */
  newMessageId(): string {
    this.#ids += 1;
    return String(520_000_000_000_000_000n + BigInt(this.#ids) * 65_536n + 3n);
  }

  chat(id: string): Said[] {
    const found = this.chats.get(id) ?? [];
    this.chats.set(id, found);
    return found;
  }

  find(id: string): Said | undefined {
    return [...this.chats.values()].flat().find((one) => one.id === id);
  }

  keep(chat: string, said: Pick<Said, "by" | "content"> & { readonly quotes?: string | undefined }): Said {
    const id = this.newMessageId();
    const kept: Said = {
      ...{ id, at: this.now(), quotes: undefined, unsent: false },
      quoteToken: `q${this.letters(60, "abcdefghijklmnopqrstuvwxyz0123456789")}`,
      markAsReadToken: `r${this.letters(60, "abcdefghijklmnopqrstuvwxyz0123456789")}`,
      ...said,
    };
    this.chat(chat).push(kept);
    return kept;
  }

  unsend(id: string): void {
    for (const said of this.chats.values()) {
      const at = said.findIndex((one) => one.id === id);
      const found = said[at];
      if (found !== undefined) said[at] = { ...found, unsent: true };
    }
  }

  /** Something happened: it is delivered when the account has an address. `answerable`: with a reply token. */
  tell(
    type: string,
    source: Source | undefined,
    more: Readonly<Record<string, unknown>> = {},
    answerable = true,
  ): LineEvent {
    const replyToken = answerable ? this.letters(32, "0123456789abcdef") : undefined;
    if (replyToken !== undefined && source !== undefined)
      this.#replyTokens.set(replyToken, { chat: chatOf(source), at: this.now() });
    const event: LineEvent = {
      type,
      ...{ mode: "active", timestamp: this.now(), webhookEventId: this.#newUlid() },
      deliveryContext: { isRedelivery: false },
      ...(source === undefined ? {} : { source }),
      ...(replyToken === undefined ? {} : { replyToken }),
      ...more,
    };
    this.events.push(event);
    this.leave(event, () => this.deliver([event]));
    return event;
  }

  #newUlid(): string {
    return `01${this.letters(24, "0123456789ABCDEFGHJKMNPQRSTVWXYZ")}`;
  }

  /** Behind what waits already; what is refused comes again, marked, where redelivery is on. */
  deliver(events: readonly LineEvent[]): void {
    if (this.endpoint === undefined || !this.active) return;
    this.inOrder(() => this.#deliverUntilTaken(events));
  }

  async #deliverUntilTaken(events: readonly LineEvent[]): Promise<void> {
    const { signal } = this;
    for (let refused = 0; !signal.aborted && this.endpoint !== undefined; refused += 1) {
      const again = events.map((event) => ({ ...event, deliveryContext: { isRedelivery: refused > 0 } }));
      const { status } = await postEvents(
        { ...this, endpoint: this.endpoint, destination: this.userId },
        again,
        signal,
      );
      this.delivered.push({ events: again, status });
      if ((status >= 200 && status < 300) || !this.redelivers || refused >= 8) return;
      await this.pause(Math.min(this.options.retryBaseMs * 2 ** refused, 60_000));
    }
  }

  /** A reply token serves once, and about a minute. */
  useReplyToken(token: string): string {
    const found = this.#replyTokens.get(token);
    if (found === undefined || this.now() - found.at > this.replyLifeMs)
      throw new LineRefusal(400, "Invalid reply token");
    this.#replyTokens.delete(token);
    return found.chat;
  }

  /** Undefined: the key is new. */
  findRetry(key: string | undefined): { readonly requestId: string; readonly sent: readonly Said[] } | undefined {
    return key === undefined ? undefined : this.#retryKeys.get(key);
  }

  keepRetry(key: string | undefined, requestId: string, sent: readonly Said[]): void {
    if (key !== undefined) this.#retryKeys.set(key, { requestId, sent });
  }

  say(chat: string, messages: readonly OutMessage[]): Said[] {
    this.loadingUntil.delete(chat);
    return messages.map((content) => {
      const quoted = [...this.chat(chat)].find(({ quoteToken }) => quoteToken === content.quoteToken);
      return this.keep(chat, { by: "account", content, quotes: quoted?.id });
    });
  }
}

export function chatOf(source: Source): string {
  return source.type === "user" ? source.userId : source.groupId;
}
