import type { DeliveryErrorKind, Platform, TemplateUse, Visibility } from "@guichet/contract";
import type { Outbound } from "../outbound/index.ts";

/** All ids are strings as the platform writes them. All instants are epoch milliseconds. */

/** A request as it reached us, before any parsing: signatures are checked over these bytes. */
export type RawRequest = {
  readonly method: string;
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

export type MediaRef = {
  readonly kind: "image" | "video" | "audio" | "file";
  /** Opaque: only this connector's `fetchMedia` understands it. */
  readonly ref: string;
  readonly name?: string;
  readonly type?: string;
  readonly size?: number;
  /** Content-ID of an inline image, without brackets. */
  readonly contentId?: string;
  /** After this the platform no longer serves it. */
  readonly expiresAt?: number;
};

export type InboundParty = {
  readonly externalId: string;
  readonly displayName?: string;
  readonly handle?: string;
  /** Proved by the network or a signed token. */
  readonly verified?: boolean;
  /** Platform attributes (W160): name → value; an empty value removes it. */
  readonly attributes?: Readonly<Record<string, string>>;
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
      readonly automatic: boolean;
      /** Our own id, when the platform gives it back: settles an uncertain send (I10). */
      readonly clientRef?: string;
      /** The uuid the contact's client made; becomes the message's id (I11). */
      readonly messageId?: string;
      /** Kept beside the message for replies, e.g. mail headers. At most 16 kB. */
      readonly context?: Readonly<Record<string, unknown>>;
    })
  | (ItemBase & { readonly type: "message_edited"; readonly externalId: string; readonly text: string })
  | (ItemBase & { readonly type: "message_deleted"; readonly externalId: string })
  | (ItemBase & {
      readonly type: "delivery";
      readonly status: "sent" | "delivered" | "read" | "failed";
      /** Ids the platform gave our messages, or our own ids; or everything up to an instant. */
      readonly target:
        | { readonly externalIds: readonly string[] }
        | { readonly clientRefs: readonly string[] }
        | { readonly upTo: number };
      readonly error?: SendError;
    })
  | (ItemBase & { readonly type: "typing"; readonly on: boolean })
  /** The contact read what we sent, looked in, changed name or attributes; nothing to show in the thread. */
  | (ItemBase & { readonly type: "profile" })
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
  open(): Promise<NodeJS.ReadableStream>;
};

export type OutboundMessage = {
  /** The message's id: carry it in the platform's opaque field or idempotency key. Constant over attempts. */
  readonly clientRef: string;
  readonly attempt: number;
  readonly to: { readonly externalId: string; readonly displayName: string };
  readonly text: string;
  /** It is this template, which may be sent at any time; `text` is the same, filled. */
  readonly template?: TemplateUse;
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

export type SendError = {
  readonly kind: DeliveryErrorKind;
  readonly code: string;
  readonly message: string;
  readonly retryAfterMs?: number;
};

/**
 * What became of one physical send. `outcome_unknown`: the bytes may have arrived; it is never repeated blindly unless the
 * platform's capabilities say that a repeat is safe.
 */
export type SendResult =
  | {
      readonly ok: true;
      readonly externalId?: string /** Kept beside the message, e.g. the Message-ID. */;
      readonly context?: Readonly<Record<string, unknown>>;
    }
  | { readonly ok: false; readonly error: SendError };

export type Media =
  | { readonly ok: true; readonly stream: NodeJS.ReadableStream; readonly name?: string; readonly type?: string }
  /** Already in our file store (the web messenger's uploads). */
  | { readonly ok: true; readonly attachmentId: string }
  | { readonly ok: false; readonly error: SendError };

export type Health = {
  readonly state: "ok" | "degraded" | "needs_reconnection";
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail?: string }[];
};

export type ConnectorContext = {
  readonly outbound: Outbound;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly publicUrl: string;
  log(
    level: "info" | "warn" | "error",
    message: string,
    data?: Readonly<Record<string, string | number | boolean>>,
  ): void;
  /** Small durable values of this channel: cursors, tokens. */
  readonly store: { get(key: string): Promise<string | null>; set(key: string, value: string): Promise<void> };
};

/** Where a listening connector hands over what it found. Resolves when the raw bytes are durable. */
export type AcceptDelivery = (found: {
  /** Unique in the channel: a repeat is a quiet no-op (e.g. `INBOX/uidvalidity/uid`). */
  readonly key: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly receivedAt?: number;
}) => Promise<"stored" | "seen_before">;

/**
 * A platform. `verify` and `parse` are pure and never throw on content; `send` returns a result and never throws for
 * something the platform said. Splitting, retries, windows and storage happen outside.
 */
export type Connector<Settings = unknown> = {
  readonly platform: Platform;
  /** Parses what the settings form sent; throws a zod error with field paths. */
  parseSettings(input: unknown): Settings;
  /** Names of the secrets in `ChannelForConnector.secrets` that the settings carry: taken out and sealed apart, write-only. */
  splitSecrets(settings: Settings): { settings: Settings; secrets: Record<string, string> };
  /** Secrets made on creation and on rotation, shown once. `endpoint`: checked by `verify`. */
  makeSecrets?(): { endpoint: Record<string, string>; shown: Record<string, string> };
  /** The account's id on the platform (mailbox address…). */
  externalId(settings: Settings, channelId: string): string;
  /** What the channel list shows under Address. */
  address(settings: Settings, publicUrl: string): string;
  verify(request: RawRequest, endpoint: EndpointForConnector, now: number): Verdict;
  parse(delivery: RawDelivery, channels: readonly ChannelForConnector<Settings>[]): Parsed | Promise<Parsed>;
  send(message: OutboundMessage, channel: ChannelForConnector<Settings>, ctx: ConnectorContext): Promise<SendResult>;
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
};
