/** A file as the telephone shows it. */
export type StoredFile = { readonly bytes: Uint8Array; readonly type: string; readonly name: string };

/**
 * What a network has to fulfil so that a person can play its contacts. Ids are the network's own, as text; instants are epoch
 * milliseconds. What is shown is what the network itself would show, and only deeds that it knows are offered.
 */
export type Network = {
  /** In addresses, and the platform of the channel that is connected with it, e.g. `telegram`. */
  readonly id: string;
  readonly name: string;
  /** Of its colour on the page: a hue of OKLCH in degrees. */
  readonly hue: number;
  accounts(): readonly Account[];
};

/** A bot, page, number: whom contacts write to. */
export type Account = {
  readonly id: string;
  readonly name: string;
  /** How contacts know it, e.g. `@lamp_shop_bot`. */
  readonly address: string;
  /** Has somebody told the network where to deliver? */
  readonly isConnected: boolean;
  /** What a channel of Guichet is given to be connected with it, in the order of its form; `field`: its name in the settings. */
  readonly credentials: readonly { readonly field: string; readonly label: string; readonly value: string }[];
  contacts(): readonly ContactName[];
  /** Undefined: there is no such contact or chat. */
  chat(contact: string, chat: string): ShownChat | undefined;
  /** Throws a `DeedRefused` in words for the person who plays. */
  do(contact: string, chat: string, deed: Deed): void | Promise<void>;
  file(id: string): Promise<StoredFile | undefined>;
};

/** One person; `chats` has at least the one with the account, and the posts and groups where that person writes too. */
export type ContactName = { readonly id: string; readonly name: string; readonly chats: readonly ChatName[] };
export type ChatName = {
  readonly id: string;
  readonly name: string;
  readonly kind: "direct" | "group" | "public";
};

export type ShownChat = {
  /** What stands in the way, e.g. that the account was blocked. */
  readonly note: string | null;
  /** The account is writing. */
  readonly typing: boolean;
  /** Public: what everything stands under. */
  readonly post: Pick<ShownMessage, "author" | "at" | "text" | "files"> | null;
  /** The oldest first. */
  readonly messages: readonly ShownMessage[];
  /** What the composer offers. */
  readonly can: { readonly write: boolean; readonly file: boolean; readonly place: boolean; readonly read: boolean };
  /** What else can be done here, in a row of buttons: block, follow, send a sticker. `ask`: it takes a text, asked with these words. */
  readonly acts: readonly { readonly id: string; readonly label: string; readonly ask?: string }[];
};

export type ShownMessage = {
  readonly id: string;
  /** Written by the contact who is played. */
  readonly mine: boolean;
  /** Where more than two write. */
  readonly author: string | null;
  readonly at: number;
  /** Of a template above and below the text. */
  readonly header: string | null;
  readonly footer: string | null;
  readonly text: string;
  readonly edited: boolean;
  /** Taken back: the network shows that something was there. */
  readonly deleted: boolean;
  readonly quote: string | null;
  readonly files: readonly { readonly id: string; readonly name: string; readonly kind: FileKind }[];
  readonly place: { readonly latitude: number; readonly longitude: number; readonly title: string } | null;
  /** The contact's own, and anybody else's. */
  readonly reactions: readonly string[];
  readonly othersReactions: readonly string[];
  readonly buttons: readonly (
    | { readonly text: string; readonly data: string }
    | { readonly text: string; readonly url: string }
  )[];
  /** What the network shows under the contact's own message; null: nothing. */
  readonly tick: "sent" | "delivered" | "read" | "failed" | null;
  /** Answers to a comment stand deeper. */
  readonly depth: number;
  readonly can: {
    readonly answer: boolean;
    readonly edit: boolean;
    readonly delete: boolean;
    /** Emoji that are offered; empty: the network has no reactions here. */
    readonly react: readonly string[];
  };
};
export type FileKind = "picture" | "video" | "audio" | "file";

/** What a person does on the telephone. */
export type Deed =
  | { readonly do: "write"; readonly text: string; readonly replyTo?: string }
  | {
      readonly do: "file";
      readonly base64: string;
      readonly type: string;
      readonly name: string;
      readonly caption: string;
      readonly replyTo?: string;
    }
  | { readonly do: "place"; readonly latitude: number; readonly longitude: number; readonly title: string }
  | { readonly do: "edit"; readonly message: string; readonly text: string }
  | { readonly do: "delete"; readonly message: string }
  /** All that stands under it from now on. */
  | { readonly do: "react"; readonly message: string; readonly emoji: readonly string[] }
  | { readonly do: "press"; readonly message: string; readonly data: string }
  /** Everything was seen. */
  | { readonly do: "read" }
  | { readonly do: "act"; readonly id: string; readonly text: string };

/** Its words are for the person who plays. */
export class DeedRefused extends Error {
  override name = "DeedRefused";
}

/** A message of the account with a text, to be changed by what else there is. */
export const PLAIN: Omit<ShownMessage, "id" | "at"> = {
  mine: false,
  author: null,
  header: null,
  footer: null,
  text: "",
  edited: false,
  deleted: false,
  quote: null,
  files: [],
  place: null,
  reactions: [],
  othersReactions: [],
  buttons: [],
  tick: null,
  depth: 0,
  can: { answer: false, edit: false, delete: false, react: [] },
};
