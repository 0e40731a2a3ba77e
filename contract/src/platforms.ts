import { z } from "zod";

/** The platforms of this release. A new platform is one entry here, one folder and one line in `connectors.ts`. */
export const platform = z.enum(["messenger", "email", "api", "loopback"]);
export type Platform = z.infer<typeof platform>;

export type MediaKind = "image" | "video" | "audio" | "file";

/** What a platform can do, as data, read by composer and server alike. Sizes in bytes. */
export type PlatformCapabilities = {
  /** Shown on screen; brand names are not translated. `key` names the translated word where there is one. */
  readonly name: string;
  readonly visibility: readonly ("public" | "private")[];
  readonly text: { readonly max: number; readonly unit: "characters" | "utf16" | "bytes"; readonly html: boolean };
  readonly attachments: { readonly perMessage: number; readonly maxBytes: number; readonly types: readonly string[] };
  readonly can: {
    readonly replyTo: boolean;
    readonly typing: boolean;
    readonly agentStarts: boolean;
    readonly subject: boolean;
  };
  /** Which delivery states the platform tells us. */
  readonly reports: { readonly delivered: boolean; readonly read: boolean };
  /** May the same send be repeated with the same id without doubling it? */
  readonly idempotentSend: boolean;
  /** Hours after the contact's last message within which one may reply; undefined: no window. */
  readonly replyWindowHours?: number;
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
    can: { replyTo: true, typing: true, agentStarts: false, subject: false },
    reports: { delivered: true, read: true },
    idempotentSend: true,
    offered: true,
  },
  email: {
    name: "E-mail",
    visibility: ["private"],
    text: { max: 100_000, unit: "characters", html: false },
    attachments: { perMessage: 20, maxBytes: 20 * MB, types: ANY_TYPE },
    can: { replyTo: false, typing: false, agentStarts: true, subject: true },
    reports: { delivered: false, read: false },
    idempotentSend: false,
    offered: true,
  },
  api: {
    name: "API",
    visibility: ["private"],
    text: { max: 10_000, unit: "characters", html: false },
    attachments: { perMessage: 10, maxBytes: 25 * MB, types: ANY_TYPE },
    can: { replyTo: true, typing: false, agentStarts: false, subject: false },
    reports: { delivered: true, read: true },
    idempotentSend: true,
    offered: true,
  },
  loopback: {
    name: "Loopback",
    visibility: ["private"],
    text: { max: 1000, unit: "characters", html: false },
    attachments: { perMessage: 0, maxBytes: 0, types: [] },
    can: { replyTo: false, typing: false, agentStarts: false, subject: false },
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
