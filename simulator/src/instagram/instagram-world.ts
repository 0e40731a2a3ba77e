import type { Element } from "../meta/deliver.ts";
import type { SentFile } from "../meta/graph-request.ts";
import type { MetaApp } from "../meta/meta-app.ts";
import type { MetaSimulator } from "../meta/meta-simulator.ts";
import { ServedFiles } from "../meta/served-files.ts";

export type Person = {
  /** As direct messages name them to this account. */
  readonly igsid: string;
  /** As comments name them: another id. */
  readonly userId: string;
  readonly username: string;
  readonly name: string;
  blocked: boolean;
  /** Their profile may be asked for. */
  consents: boolean;
  followers: number;
  follows: boolean;
  lastWroteAt: number | undefined;
  /** The account writes to them until then, as they see it. */
  typingUntil: number;
  /** What they wrote up to then has been seen. */
  seenUpTo: number;
};

/** A post, a reel, an advertisement; `by` undefined: the account's own. */
export type Published = {
  readonly id: string;
  readonly by: Person | undefined;
  readonly kind: "FEED" | "REELS" | "AD";
  readonly caption: string;
  readonly picture: string | undefined;
  readonly ad: { readonly id: string; readonly title: string } | undefined;
  readonly at: number;
};

export type Comment = {
  readonly id: string;
  readonly on: Published;
  readonly parent: Comment | undefined;
  readonly by: Person | undefined;
  text: string;
  readonly at: number;
  hidden: boolean;
  deleted: boolean;
  privateReply: boolean;
};

export type Story = { readonly id: string; readonly file: string; readonly by: Person | undefined };
export type Shared = { readonly type: string; readonly file: string | undefined; readonly payload?: object };
export type Said = {
  readonly mid: string;
  readonly person: Person;
  readonly mine: boolean;
  text: string;
  readonly shared: readonly Shared[];
  readonly replyTo: string | undefined;
  readonly story: Story | undefined;
  readonly at: number;
  readonly tag: string | undefined;
  edits: number;
  deleted: boolean;
  reaction: string | undefined;
};

export type Login = "instagram" | "facebook";
export type AccountFacts = {
  readonly id: string;
  readonly username: string;
  readonly login: Login;
  /** The Page it is linked to, where it logs in by Facebook. */
  readonly pageId: string;
};

/** One professional account: what it has published, what stands under that, its stories and its direct messages. */
export class InstagramWorld {
  readonly id: string;
  readonly username: string;
  readonly login: Login;
  readonly pageId: string;
  readonly app: MetaApp;
  /** Opens the account: its own, or that of its Page. */
  token: string;
  /** Meta has granted the app Human Agent. */
  humanAgent = false;
  /** Comments stand on the entry itself, in a list around it all, as documented for Instagram's own log-in. */
  bareChanges = false;
  readonly people: Person[] = [];
  readonly published: Published[] = [];
  readonly comments: Comment[] = [];
  readonly stories: Story[] = [];
  readonly messages: Said[] = [];
  readonly files: ServedFiles;
  readonly meta: MetaSimulator;
  #next = 1;

  constructor(meta: MetaSimulator, app: MetaApp, facts: AccountFacts, scopes: readonly string[]) {
    ({ id: this.id, username: this.username, login: this.login, pageId: this.pageId } = facts);
    this.meta = meta;
    this.app = app;
    const subscribed = this.login === "instagram" ? this.id : this.pageId;
    this.token = app.addToken(scopes, [subscribed]);
    meta.addAccount(subscribed, this.login === "instagram" ? "instagram" : "page");
    this.files = new ServedFiles(
      this.id,
      () => meta.graphUrl,
      () => this.newId(),
    );
  }

  now(): number {
    return this.meta.now();
  }

  /** A number of Instagram's: longer than a double can hold. */
  newId(): string {
    const number = 17_900_000_000_000_000n + BigInt(this.#next);
    this.#next += 1;
    return String(number);
  }

  newMid(): string {
    return `aWdfZAG1f${Buffer.from(`${this.id}:${this.newId()}`).toString("base64url")}`;
  }

  keepFile(file: SentFile): string {
    return this.files.keep(file);
  }

  tellMessaging(event: object): void {
    this.#tell({ list: "messaging", event });
  }

  tellChange(field: string, value: object): void {
    this.#tell({ list: this.bareChanges ? "field" : "changes", field, value });
  }

  /** With Facebook's log-in the app hears of it when its Page lets it, and of the fields that it has asked for itself. */
  #tell(element: Element): void {
    if (this.login === "instagram") {
      this.meta.tell(this.id, element);
      return;
    }
    const page = this.meta.accounts.get(this.pageId);
    if (page?.subscribed.has(this.app.id) !== true) return;
    const fields = this.app.webhooks.get("instagram")?.fields ?? [];
    if ("field" in element && !fields.includes(element.field)) return;
    this.app.tell({ object: "instagram", accountId: this.id, element });
  }

  permalinkOf({ id, kind }: Published): string {
    return `https://www.instagram.com/${kind === "REELS" ? "reel" : "p"}/${id}/`;
  }
}
