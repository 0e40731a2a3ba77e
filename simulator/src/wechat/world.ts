import { PlayedWorld, type WorldOptions } from "../played-world.ts";
import { DayQuota } from "./day-quota.ts";
import { postDelivery, shakeHands } from "./deliver.ts";
import { MediaStore } from "./media-store.ts";
import { ReplyQuota } from "./reply-quota.ts";
import type { Content, Fields, Person, Said, ServerConfiguration } from "./wire.ts";

export type Received = {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly errcode: number;
};
export type Delivered = { readonly fields: Fields; readonly status: number; readonly body: string };
export type Template = { readonly template_id: string; readonly title: string; readonly content: string };
/** What the next call of a path comes to, instead of what it would. */
export type Misbehaviour =
  | { readonly type: "refused"; readonly errcode: number; readonly errmsg: string }
  | { readonly type: "html_502" }
  /** It is done as asked, and nobody is told. */
  | { readonly type: "done_but_silent" };

const FIRST_ID = 24_123_456_789_012_345n;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** After so many tries the contact reads that the service is not available. */
const TRIES = 3;

/** One official account: its followers, what was said, and where it is delivered. */
export class WechatWorld extends PlayedWorld<Fields, Misbehaviour> {
  readonly appId: string;
  readonly ghId: string;
  readonly name: string;
  secret: string;
  /** As the console makes it. */
  readonly aesKey: string;
  /** May the server that calls use the API at all? */
  isWhitelisted = true;
  server: ServerConfiguration | undefined;
  readonly quota = new ReplyQuota();
  readonly day = new DayQuota();
  readonly media: MediaStore;
  readonly people = new Map<string, Person>();
  readonly chats = new Map<string, Said[]>();
  readonly templates: Template[] = [];
  /** By person: until when they see that the account writes; epoch ms. */
  readonly typingUntil = new Map<string, number>();
  readonly told: Fields[] = [];
  readonly delivered: Delivered[] = [];
  readonly received: Received[] = [];
  #ids = 0;

  constructor(name: string, options: WorldOptions) {
    super(options);
    this.name = name;
    this.appId = `wx${this.letters(16, "0123456789abcdef")}`;
    this.ghId = `gh_${this.letters(12, "0123456789abcdef")}`;
    this.secret = this.letters(32, "0123456789abcdef");
    // The last of 43 signs of base64 holds four bits.
    this.aesKey = `${this.letters(42)}${this.letters(1, "AEIMQUYcgkosw048")}`;
    this.media = new MediaStore(() => this.letters(64));
  }

  override letters(count: number, from = LETTERS): string {
    return super.letters(count, from);
  }

  newId(): bigint {
    this.#ids += 1;
    return FIRST_ID + BigInt(this.#ids) * 7n;
  }

  chat(openid: string): Said[] {
    const found = this.chats.get(openid) ?? [];
    this.chats.set(openid, found);
    return found;
  }

  keep(openid: string, by: Said["by"], content: Content): Said {
    const said: Said = { id: this.newId(), by, at: this.now(), content, lost: false };
    this.chat(openid).push(said);
    if (by === "account") this.typingUntil.delete(openid);
    return said;
  }

  /** *Submit* under Server configuration: taken only when the address gives back what it is asked. Undefined: it is taken. */
  async enterServer(
    given: Pick<ServerConfiguration, "url" | "token"> & Partial<ServerConfiguration>,
  ): Promise<string | undefined> {
    const server = { aesKey: this.aesKey, mode: "encrypted", ...given } as const;
    const problem = await shakeHands(server, this.letters(19, "123456789"), this.now());
    if (problem === undefined) this.server = server;
    return problem;
  }

  /** Something happened: it is delivered where there is an address. `said`: the message that it is. */
  tell(openid: string, fields: Fields, said?: Said): Fields {
    const told = {
      ToUserName: this.ghId,
      FromUserName: openid,
      CreateTime: Math.floor((said?.at ?? this.now()) / 1000),
      ...fields,
      ...(said === undefined ? {} : { MsgId: said.id }),
    };
    this.told.push(told);
    if (this.server === undefined) return told;
    this.leave(told, () => this.inOrder(() => this.#deliverUntilTaken(told, said)));
    return told;
  }

  async #deliverUntilTaken(fields: Fields, said: Said | undefined): Promise<void> {
    const { signal } = this;
    for (let tried = 1; !signal.aborted && this.server !== undefined; tried += 1) {
      const sent = { fields, appId: this.appId, now: this.now() };
      const { status, body } = await postDelivery(this.server, sent, signal);
      this.delivered.push({ fields, status, body });
      if (status === 200 && (body === "" || body === "success")) return;
      if (tried >= TRIES) {
        if (said !== undefined) said.lost = true;
        return;
      }
      await this.pause(this.options.retryBaseMs);
    }
  }
}
