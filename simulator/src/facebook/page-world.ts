import type { SentFile } from "../meta/graph-request.ts";
import type { MetaApp } from "../meta/meta-app.ts";
import type { MetaSimulator } from "../meta/meta-simulator.ts";
import { ServedFiles } from "../meta/served-files.ts";

export type Person = {
  /** As everybody sees them under posts. */
  readonly userId: string;
  /** As Messenger names them to this Page: another id. */
  readonly psid: string;
  readonly firstName: string;
  readonly lastName: string;
  blocked: boolean;
  /** Their name may be asked for. */
  consents: boolean;
  /** Posts and comments do not say who wrote them. */
  isPrivate: boolean;
  lastWroteAt: number | undefined;
  /** The Page writes to them until then, as they see it. */
  typingUntil: number;
  /** What they wrote up to then has been seen. */
  seenUpTo: number;
};

export type Post = {
  readonly id: string;
  /** Undefined: the Page. */
  readonly by: Person | undefined;
  message: string;
  readonly picture: string | undefined;
  readonly published: boolean;
  readonly at: number;
  readonly link: string | undefined;
  hidden: boolean;
  deleted: boolean;
  likedByPage: boolean;
  privateReply: boolean;
};

export type Comment = {
  readonly id: string;
  readonly post: Post;
  /** The comment it answers; undefined: the post. */
  readonly parent: Comment | undefined;
  readonly by: Person | undefined;
  message: string;
  readonly photo: string | undefined;
  readonly at: number;
  edited: boolean;
  hidden: boolean;
  deleted: boolean;
  likedByPage: boolean;
  likes: number;
  privateReply: boolean;
};

export type Shared = { readonly type: string; readonly file: string | undefined; readonly url: string | undefined };
export type Said = {
  readonly mid: string;
  readonly person: Person;
  readonly mine: boolean;
  text: string;
  readonly shared: readonly Shared[];
  readonly place: { readonly lat: number; readonly long: number } | undefined;
  readonly replyTo: string | undefined;
  readonly at: number;
  readonly tag: string | undefined;
  edits: number;
  deleted: boolean;
  reaction: string | undefined;
};

/** One Page: its posts with what stands under them, and its conversations in Messenger. */
export class PageWorld {
  readonly id: string;
  readonly name: string;
  readonly token: string;
  readonly app: MetaApp;
  /** Meta has granted the app Human Agent. */
  humanAgent = false;
  readonly people: Person[] = [];
  readonly posts: Post[] = [];
  readonly comments: Comment[] = [];
  readonly messages: Said[] = [];
  readonly files: ServedFiles;
  readonly #meta: MetaSimulator;
  #next = 1;

  constructor(
    meta: MetaSimulator,
    app: MetaApp,
    { id, name, scopes }: { id: string; name: string; scopes: readonly string[] },
  ) {
    this.#meta = meta;
    this.app = app;
    this.id = id;
    this.name = name;
    this.token = app.addToken(scopes, [id]);
    this.files = new ServedFiles(
      id,
      () => meta.graphUrl,
      () => this.newId(),
    );
    meta.addAccount(id, "page");
  }

  now(): number {
    return this.#meta.now();
  }

  /** A number of Facebook's: long, and never the same twice. */
  newId(): string {
    const number = 122_000_000_000_000 + this.#next;
    this.#next += 1;
    return String(number);
  }

  newMid(): string {
    return `m_${Buffer.from(`${this.id}:${this.newId()}`).toString("base64url")}`;
  }

  keepFile(file: SentFile): string {
    return this.files.keep(file);
  }

  addressOf(file: string): string {
    return this.files.addressOf(file);
  }

  tellFeed(value: object): void {
    this.#meta.tell(this.id, { list: "changes", field: "feed", value });
  }

  tellMention(value: object): void {
    this.#meta.tell(this.id, { list: "changes", field: "mention", value });
  }

  tellMessenger(event: object): void {
    this.#meta.tell(this.id, { list: "messaging", event });
  }

  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  permalinkOf(post: Post): string {
    return `https://www.facebook.com/${this.id}/posts/${post.id.split("_")[1]}`;
  }
}
