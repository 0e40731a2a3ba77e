/** A mail address, a telephone number, or another system's own id of the contact. */
export type StartAddress = "email" | "phone" | "id";

export type MediaKind = "image" | "video" | "audio" | "file";

/** What a platform can do, as data, read by composer and server alike. Sizes in bytes. */
export type PlatformCapabilities = {
  /** Shown on screen; brand names are not translated. `key` names the translated word where there is one. */
  readonly name: string;
  readonly visibility: readonly ("public" | "private")[];
  readonly text: {
    readonly max: number;
    /** `weighted`: as X counts (weighted-text.ts). */
    readonly unit: "characters" | "utf16" | "bytes" | "weighted";
    readonly html: boolean;
    /** A longer text leaves in pieces of at most so many units, one after the other; left out: in one piece. */
    readonly pieceMax?: number;
    /** Carriers count it in segments of SMS, which the composer shows. */
    readonly segmented?: boolean;
  };
  /** Where an answer that everybody reads may be of another length than a private one. */
  readonly publicText?: PlatformCapabilities["text"];
  readonly attachments: {
    readonly perMessage: number;
    readonly maxBytes: number;
    /** `image/png`, `image/*` or any, by what a file's content says. */
    readonly types: readonly string[];
    /** Where some types have a limit of their own. */
    readonly maxBytesByType?: Readonly<Record<string, number>>;
    /** Of all files of a message together. */
    readonly totalBytes?: number;
    /** Types that go with no other file. */
    readonly alone?: readonly string[];
  };
  /** Where an answer that everybody reads takes other files than a private one. */
  readonly publicAttachments?: PlatformCapabilities["attachments"];
  readonly can: {
    readonly replyTo: boolean;
    /** A contact is shown that somebody answers. */
    readonly typing: boolean;
    readonly subject: boolean;
    /** Texts that the platform has approved may be sent at any time, also when it takes no replies. */
    readonly template: boolean;
  };
  /**
   * May an agent write first, and what kind of address does that take? Left out: the contact must write first. `withoutPlus`:
   * the platform knows a telephone number by its digits alone.
   */
  readonly starts?: { readonly address: StartAddress; readonly withoutPlus?: boolean };
  /** One person may be known there by several ids, and by others tomorrow. */
  readonly severalIds?: boolean;
  /** The platform lists its templates; nobody writes them down here. */
  readonly listsTemplates?: boolean;
  /** Which delivery states the platform tells us. */
  readonly reports: { readonly delivered: boolean; readonly read: boolean };
  /** May the same send be repeated with the same id without doubling it? */
  readonly idempotentSend: boolean;
  /** Most messages of one channel that are on their way at once; left out: a handful. */
  readonly sendsAtOnce?: number;
  /** Hours after the contact's last message within which one may reply; undefined: no window. */
  readonly replyWindowHours?: number;
  /**
   * Contacts can forbid that one writes to them until they allow it again: by a word (STOP, START), or by blocking the account,
   * which ends also when they write.
   */
  readonly optOut?: "word" | "block";
  /** Tells nobody what becomes of comments: they are asked for when a conversation is opened. */
  readonly rereads?: true;
  /** What the brand may do to what others wrote in public (W163). */
  readonly moderates?: readonly ("like" | "unlike" | "repost" | "unrepost" | "hide" | "unhide" | "delete")[];
  /** What the brand wrote in public itself can be deleted, also where what others wrote cannot. */
  readonly deletesOwn?: boolean;
  /** Days after a comment within which it may be answered in private, once; undefined: the channel says. */
  readonly privateReplyDays?: number;
  /** An administrator writes the address of deliveries into the other system; elsewhere Guichet does it. */
  readonly toldByHand?: true;
  /** Can an administrator add such a channel? */
  readonly offered: boolean;
};
