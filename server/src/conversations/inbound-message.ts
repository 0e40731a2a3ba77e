import type { ChannelId, MessageId, Platform, Visibility } from "@guichet/contract";
import type { ToldPhoto } from "../contacts/index.ts";

/** A message of a contact as the connectors hand it to the core. All instants are epoch milliseconds. */
export type InboundMessage = {
  readonly channelId: ChannelId;
  readonly platform: Platform;
  /** Unique in the channel for ever (I2). */
  readonly externalId: string;
  /** `echo`: sent by the brand elsewhere (the platform's own app). */
  readonly direction: "in" | "echo";
  readonly occurredAt: number;
  readonly party: {
    readonly externalId: string;
    readonly displayName?: string;
    readonly handle?: string;
    readonly verified?: boolean;
    readonly attributes?: Readonly<Record<string, string>>;
    readonly photo?: ToldPhoto;
  };
  readonly text: string;
  readonly html?: string;
  readonly subject?: string;
  readonly visibility: Visibility;
  readonly threadKey?: string;
  /** Of a public message: the post that it stands under, as far as the platform tells. */
  readonly post?: InboundPost;
  readonly replyToExternalId?: string;
  /** What the platform has to be asked about, apart: who wrote it, the post above it. */
  readonly asks?: { readonly profile?: boolean; readonly postId?: string };
  readonly automatic: boolean;
  /** It is no message but a reaction to one (`replyToExternalId`), which the text shows; by whom, as the platform names them. */
  readonly reaction?: { readonly by: string };
  /** Made by the contact's client; otherwise ours. */
  readonly messageId?: MessageId;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly media: readonly InboundMedia[];
  /** Our own id given back by the platform: this is an echo of our own send. */
  readonly clientRef?: string;
  /** The raw delivery it came with: media are fetched from it. */
  readonly deliveryId: string;
};

export type InboundMedia = {
  readonly kind: "image" | "video" | "audio" | "file";
  /** Opaque here: what it is fetched by. */
  readonly ref: string;
  readonly name?: string;
  readonly type?: string;
  readonly size?: number;
  /** Content-ID of an inline image, without brackets. */
  readonly contentId?: string;
  /** By what the platform calls the same file however often it tells of it, where `ref` is another one each time. */
  readonly mark?: string;
  /** Epoch milliseconds; after this the platform no longer serves it. */
  readonly expiresAt?: number;
  /** Epoch milliseconds; after this nobody may keep it: its bytes are taken away. */
  readonly keepUntil?: number;
};

export type InboundPost = {
  readonly text: string;
  /** Absolute, of the web, and open to everybody. */
  readonly url?: string;
  readonly dark: boolean;
  readonly image?: InboundMedia;
};
