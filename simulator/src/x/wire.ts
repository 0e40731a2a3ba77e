/** What the simulator of X keeps, after the public documentation of API v2 and the Account Activity API. */
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  /** Takes private messages of accounts it has never written to. */
  isOpen: boolean;
  /** Has blocked an account. */
  readonly blocked: Set<string>;
};
export type StoredFile = { readonly bytes: Uint8Array; readonly type: string; readonly name: string };
export type Post = {
  readonly id: string;
  readonly by: Person;
  readonly text: string;
  readonly at: number;
  readonly answers: Post | undefined;
  readonly quotes: Post | undefined;
  /** The version before, whose id was another. */
  readonly edits?: Post;
  /** Of the files it carries. */
  readonly files: readonly string[];
  readonly named: readonly Person[];
  deleted: boolean;
  hidden: boolean;
  readonly likedBy: Set<string>;
  readonly repostedBy: Set<string>;
};
export type Direct = {
  readonly id: string;
  readonly from: Person;
  readonly to: Person;
  readonly text: string;
  readonly at: number;
  readonly files: readonly string[];
  seen: boolean;
};

/** Ids of all versions of a post up to this one, the first in front. */
export function versionsOf(post: Post): string[] {
  return [...(post.edits === undefined ? [] : versionsOf(post.edits)), post.id];
}

/** A problem as X's API v2 tells it. */
export class Refused extends Error {
  readonly status: number;
  readonly kind: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, kind: string, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.status = status;
    this.kind = kind;
    this.headers = headers;
  }

  body(): object {
    const type = this.kind === "about:blank" ? this.kind : `https://api.x.com/2/problems/${this.kind}`;
    return { type, title: this.kind, detail: this.message, status: this.status };
  }
}
