import { z } from "zod";

/** The platforms of this release. A new platform is one entry here, one folder and one line in `connectors.ts`. */
export const platform = z.enum(["messenger", "email", "api", "loopback"]);
export type Platform = z.infer<typeof platform>;

/** A mail address, a telephone number, or another system's own id of the contact. */
export type StartAddress = "email" | "phone" | "id";

export type MediaKind = "image" | "video" | "audio" | "file";

/** What a platform can do, as data, read by composer and server alike. Sizes in bytes. */
export type PlatformCapabilities = {
  /** Shown on screen; brand names are not translated. `key` names the translated word where there is one. */
  readonly name: string;
  readonly visibility: readonly ("public" | "private")[];
  readonly text: { readonly max: number; readonly unit: "characters" | "utf16" | "bytes"; readonly html: boolean };
  readonly attachments: {
    readonly perMessage: number;
    readonly maxBytes: number;
    /** `image/png`, `image/*` or any, by what a file's content says. */
    readonly types: readonly string[];
    /** Where some types have a limit of their own. */
    readonly maxBytesByType?: Readonly<Record<string, number>>;
    /** Of all files of a message together. */
    readonly totalBytes?: number;
  };
  readonly can: {
    readonly replyTo: boolean;
    readonly typing: boolean;
    readonly subject: boolean;
    /** Texts that the platform has approved may be sent at any time, also when it takes no replies. */
    readonly template: boolean;
  };
  /** May an agent write first, and what kind of address does that take? Left out: the contact must write first. */
  readonly starts?: { readonly address: StartAddress };
  /** Which delivery states the platform tells us. */
  readonly reports: { readonly delivered: boolean; readonly read: boolean };
  /** May the same send be repeated with the same id without doubling it? */
  readonly idempotentSend: boolean;
  /** Hours after the contact's last message within which one may reply; undefined: no window. */
  readonly replyWindowHours?: number;
  /** Days after a comment within which it may be answered in private, once; undefined: the channel says. */
  readonly privateReplyDays?: number;
  /** Can an administrator add such a channel? */
  readonly offered: boolean;
};

const MB = 1024 * 1024;
const ANY_TYPE = ["*/*"] as const;

export const PLATFORMS: Record<Platform, PlatformCapabilities> = {
  messenger: {
    name: "Web messenger",
    visibility: ["private"],
    text: { max: 4096, unit: "characters", html: false },
    attachments: { perMessage: 10, maxBytes: 25 * MB, types: ANY_TYPE },
    can: { replyTo: true, typing: true, subject: false, template: false },
    reports: { delivered: true, read: true },
    idempotentSend: true,
    offered: true,
  },
  email: {
    name: "E-mail",
    visibility: ["private"],
    text: { max: 100_000, unit: "characters", html: false },
    // Most mail servers take no more, and the files grow by a third on the way.
    attachments: { perMessage: 20, maxBytes: 20 * MB, types: ANY_TYPE, totalBytes: 25 * MB },
    can: { replyTo: false, typing: false, subject: true, template: false },
    starts: { address: "email" },
    reports: { delivered: false, read: false },
    idempotentSend: false,
    offered: true,
  },
  api: {
    name: "API",
    visibility: ["private", "public"],
    text: { max: 10_000, unit: "characters", html: false },
    attachments: { perMessage: 10, maxBytes: 25 * MB, types: ANY_TYPE },
    can: { replyTo: true, typing: false, subject: false, template: true },
    starts: { address: "id" },
    reports: { delivered: true, read: true },
    idempotentSend: true,
    offered: true,
  },
  loopback: {
    name: "Loopback",
    visibility: ["private"],
    text: { max: 1000, unit: "characters", html: false },
    attachments: { perMessage: 0, maxBytes: 0, types: [] },
    can: { replyTo: false, typing: false, subject: false, template: false },
    reports: { delivered: false, read: false },
    idempotentSend: true,
    offered: false,
  },
};

/** Length of a text in the platform's own unit. Characters are what a reader counts (grapheme clusters). */
export function textLength(text: string, unit: PlatformCapabilities["text"]["unit"]): number {
  switch (unit) {
    case "utf16":
      return text.length;
    case "bytes":
      return new TextEncoder().encode(text).length;
    case "characters": {
      let count = 0;
      for (const _ of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)) count += 1;
      return count;
    }
  }
}
