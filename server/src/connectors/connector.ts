import type { Platform, TemplateShape, TemplateUse, Visibility } from "@guichet/contract";
import type { AccountHooks } from "./account-hooks.ts";
import type { AcceptDelivery, ConnectorContext, Health, Media } from "./connector-context.ts";
import type { LookUps } from "./look-ups.ts";
import type { MediaRef, PhotoRef } from "./media-ref.ts";
import type { PlaceHints } from "./place-hints.ts";
import type { SendError, SendResult } from "./send-result.ts";
import type { WritingSign } from "./writing/writing.ts";

export type { AcceptDelivery, ConnectorContext, Health, Media } from "./connector-context.ts";
export type { MediaRef, PhotoRef } from "./media-ref.ts";
export type { SendError, SendResult } from "./send-result.ts";

/** All ids are strings as the platform writes them. All instants are epoch milliseconds. */

/** A request as it reached us, before any parsing: signatures are checked over these bytes. */
export type RawRequest = {
  readonly method: string;
  /** The whole public address as the platform called it, query included: some sign it. */
  readonly url: string;
  /** Path behind `/webhooks/<platform>/<endpoint id>`, e.g. `/statuses`; "" for the address itself. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names; the last value wins. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly receivedAt: number;
};

/** What is stored before we acknowledge, and can be parsed again at any time. */
export type RawDelivery = Pick<RawRequest, "path" | "headers" | "body" | "receivedAt"> & { readonly id: string };

/** An app's credentials behind one webhook address. Several values of one name during a rotation: newest first. */
export type EndpointForConnector = {
  readonly id: string;
  readonly secrets: Readonly<Record<string, readonly string[]>>;
};

/** A connected account: one mailbox, one web messenger, one API channel. `settings` has passed `settingsSchema`. */
export type ChannelForConnector<Settings = unknown> = {
  readonly id: string;
  readonly organizationId: string;
  readonly endpointId: string;
  readonly platform: Platform;
  readonly externalId: string;
  readonly name: string;
  readonly settings: Settings;
  readonly secrets: Readonly<Record<string, string>>;
  /**
   * The secrets of its endpoint (what `makeSecrets` made), newest first: `send` signs with them, `parse` recognises our own
   * marks by them. The core always gives them.
   */
  readonly endpointSecrets?: EndpointForConnector["secrets"];
};

export type Verdict =
  | { readonly ok: true }
  /** A handshake: answer now, nothing to store. */
  | { readonly ok: true; readonly reply: { status: number; contentType: string; body: string } }
  | { readonly ok: false; readonly status: 401 | 403; readonly reason: string };

export type InboundParty = {
  readonly externalId: string;
  /** Other ids by which the platform may name the same person, now or later: what comes under one of them is theirs. */
  readonly aliases?: readonly string[];
  readonly displayName?: string;
  readonly handle?: string;
  /** Proved by the network or a signed token. */
  readonly verified?: boolean;
  /** Platform attributes (W160): name → value; an empty value removes it. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Their picture, where the platform tells of it; null: it says that there is none. */
  readonly photo?: PhotoRef | null;
};

type ItemBase = {
  /** Which channel of the endpoint: its external id. */
  readonly channelExternalId: string;
  readonly occurredAt: number;
  readonly party: InboundParty;
};

/** One thing that happened, in our words. */
export type InboundItem =
  | (ItemBase & {
      readonly type: "message";
      /** Unique in the channel for ever: the dedupe key (I2). */
      readonly externalId: string;
      readonly direction: "in" | "echo";
      readonly text: string;
      readonly html?: string;
      readonly subject?: string;
      readonly media: readonly MediaRef[];
      readonly visibility: Visibility;
      /** Public content: the root it hangs on. Private: absent, unless the platform keeps several exchanges apart. */
      readonly threadKey?: string;
      /** Public content: the post that it stands under. */
      readonly post?: {
        readonly text: string;
        readonly url?: string;
        /** An advertisement that is not on the page. */
        readonly dark: boolean;
        readonly image?: MediaRef;
      };
      readonly replyToExternalId?: string;
      /**
       * What the platform has to be asked about, apart, once the message is there: who wrote it (`fetchProfile`), the post above
       * it (`fetchPost`, by this id).
       */
      readonly asks?: { readonly profile?: boolean; readonly postId?: string };
      readonly automatic: boolean;
      /** No platform's `parse` says so: it is a reaction that opens or joins a conversation. */
      readonly reaction?: { readonly by: string };
      /** Our own id, when the platform gives it back: settles an uncertain send (I10). */
      readonly clientRef?: string;
      /** The uuid the contact's client made; becomes the message's id (I11). */
      readonly messageId?: string;
      /** Kept beside the message for replies, e.g. mail headers. At most 16 kB. */
      readonly context?: Readonly<Record<string, unknown>>;
    } & PlaceHints)
  /** `media`: all its files now, where the platform tells of them; none told, or left out: they are what they were. */
  | (ItemBase & {
      readonly type: "message_edited";
      readonly externalId: string;
      readonly text: string;
      readonly media?: readonly MediaRef[];
    })
  | (ItemBase & { readonly type: "message_deleted"; readonly externalId: string })
  /** Somebody of the brand hid a comment from everybody but its author and their friends, or shows it again. */
  | (ItemBase & { readonly type: "message_hidden"; readonly externalId: string; readonly hidden: boolean })
  | (ItemBase & {
      readonly type: "delivery";
      readonly status: "sent" | "delivered" | "read" | "failed";
      /** Ids the platform gave our messages, or our own ids; or everything up to an instant. */
      readonly target:
        | { readonly externalIds: readonly string[] }
        /** `externalId`: the id that the platform gave, in case its answer never came. */
        | { readonly clientRefs: readonly string[]; readonly externalId?: string }
        | { readonly upTo: number };
      readonly error?: SendError;
    })
  /** All that one person (`by`, as the platform names them) has put under a message by now; empty: taken back. */
  | (ItemBase & {
      readonly type: "reaction";
      readonly externalId: string;
      readonly by: string;
      readonly emoji: readonly string[];
      /** The contact's own in private, on a channel where such opens or joins a conversation. */
      readonly opens?: true;
    })
  /** Whether the contact lets us write: STOP and START, by keyword or by the platform's word. */
  | (ItemBase & { readonly type: "subscription"; readonly change: "opted_out" | "opted_in" })
  | (ItemBase & { readonly type: "typing"; readonly on: boolean })
  /** The contact read what we sent, looked in, changed name or attributes; nothing to show in the thread. */
  | (ItemBase & { readonly type: "profile" })
  /** Something that the notice names by id alone: it is asked for by this key (`fetchContent`), and comes as a delivery. */
  | (ItemBase & { readonly type: "named"; readonly key: string })
  /** Something about the account itself has changed: its templates are listed anew, its health is asked for. */
  | (ItemBase & { readonly type: "account"; readonly about: "templates" | "health" })
  | (ItemBase & { readonly type: "unknown"; readonly hint: string });

/** `path`: where in the body; the delivery is kept and listed. One bad element never loses its neighbours. */
export type Parsed = {
  readonly items: readonly InboundItem[];
  readonly problems: readonly { readonly path: string; readonly reason: string }[];
};

export type OutboundFile = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** An address the platform may fetch for some minutes. */
  readonly url: string;
  /** The same for some months: where the platform keeps the address alone and each telephone fetches the file by it. */
  readonly lastingUrl: string;
  open(): Promise<NodeJS.ReadableStream>;
};

export type OutboundMessage = {
  /** The message's id: carry it in the platform's opaque field or idempotency key. Constant over attempts. */
  readonly clientRef: string;
  readonly attempt: number;
  /**
   * `aliases`: other ids of the same person, the newest first. `optedOut`: does not want to be written to on this channel; the
   * core then sends nothing in private.
   */
  readonly to: {
    readonly externalId: string;
    readonly displayName: string;
    readonly aliases?: readonly string[];
    readonly optedOut?: true;
  };
  readonly text: string;
  /** It is this template, which may be sent at any time; `text` is the same, filled. `shape`: where its parameters stand. */
  readonly template?: TemplateUse & { readonly shape?: TemplateShape };
  readonly files: readonly OutboundFile[];
  readonly replyTo?: { readonly externalId: string; readonly context: Readonly<Record<string, unknown>> };
  /** The contact's latest message in the conversation (mail threading). */
  readonly lastInbound?: {
    readonly externalId: string;
    readonly context: Readonly<Record<string, unknown>>;
    readonly at: number;
  };
  readonly subject?: string;
  /** When the contact last wrote in its conversation, after it too; left out: never. */
  readonly lastWroteAt?: number;
  /** The comment that it answers in private, and when that was written. */
  readonly privateReplyTo?: { readonly externalId: string; readonly at: number };
  /** The thread its conversation belongs to, as the platform named it. */
  readonly threadKey?: string;
  readonly conversationId: string;
  readonly agentName: string;
  readonly visibility: Visibility;
  /** Written by a person or by the product itself (loop guards). */
  readonly automatic: boolean;
};

/**
 * A platform. `verify` and `parse` are pure and never throw on content; `send` returns a result and never throws for
 * something the platform said. Splitting, retries, windows and storage happen outside.
 */
export type Connector<Settings = unknown> = {
  readonly platform: Platform;
  /** Parses what the settings form sent; throws a zod error with field paths. */
  parseSettings(input: unknown): Settings;
  /**
   * The secrets that the settings carry: taken out and sealed apart, write-only; only those that were given. `secrets` become
   * `ChannelForConnector.secrets`. `endpoint`: what `verify` checks with where the platform makes the secret and a person
   * types it (an app secret, an auth token); a new one stands before the former, which stays good for a day.
   */
  splitSecrets(settings: Settings): {
    settings: Settings;
    secrets: Record<string, string>;
    endpoint?: Record<string, string>;
  };
  /** Secrets made on creation and on rotation, shown once. `endpoint`: checked by `verify`. */
  makeSecrets?(): { endpoint: Record<string, string>; shown: Record<string, string> };
  /** The account's id on the platform (mailbox address…). */
  externalId(settings: Settings, channelId: string): string;
  /**
   * Which app of the platform's an account is reached through: channels with the same key share one endpoint, its address and
   * its secrets, and `parse` tells them apart. Undefined, or left out: each has an endpoint of its own.
   */
  endpointKey?(settings: Settings): string | undefined;
  /** What the channel list shows under Address. */
  address(settings: Settings, publicUrl: string): string;
  verify(request: RawRequest, endpoint: EndpointForConnector, now: number): Verdict;
  /** What is answered with the 200 once a delivery is stored, where a platform reads it; a small JSON otherwise. */
  readonly accepted?: { readonly contentType: string; readonly body: string };
  /** The same where it depends on what was delivered (a first greeting); pure. Undefined: as usual. */
  answer?(
    request: RawRequest,
    channels: readonly ChannelForConnector<Settings>[],
  ): { readonly contentType: string; readonly body: string } | undefined;
  parse(delivery: RawDelivery, channels: readonly ChannelForConnector<Settings>[]): Parsed | Promise<Parsed>;
  /**
   * Hints of `unknown` items that are known, and need nothing: everyday news of the platform. It is kept and counted, and stands
   * in no list of problems. `*` stands for anything, once in a hint.
   */
  readonly ordinary?: readonly string[];
  send(message: OutboundMessage, channel: ChannelForConnector<Settings>, ctx: ConnectorContext): Promise<SendResult>;
  /** Where the platform shows a contact that somebody answers. */
  readonly writing?: WritingSign<Settings>;
  fetchMedia?(
    media: MediaRef,
    channel: ChannelForConnector<Settings>,
    delivery: RawDelivery,
    ctx: ConnectorContext,
  ): Promise<Media>;
  /** Find out what became of an uncertain send (Sent folder, list call); undefined: still unknown. */
  settle?(
    message: OutboundMessage,
    channel: ChannelForConnector<Settings>,
    ctx: ConnectorContext,
  ): Promise<SendResult | undefined>;
  /** For platforms that must be asked: runs until `ctx.signal` aborts; reconnects by itself; reports health. */
  listen?(
    channel: ChannelForConnector<Settings>,
    accept: AcceptDelivery,
    report: (health: Health) => void,
    ctx: ConnectorContext,
  ): Promise<void>;
  health(channel: ChannelForConnector<Settings>, ctx: ConnectorContext): Promise<Health>;
} & AccountHooks<Settings> &
  LookUps<Settings>;
