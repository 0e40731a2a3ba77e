import { attachmentId, channelId, messageId } from "@guichet/contract";
import { z } from "zod";
import { visitorFacts } from "./visitor/visitor-facts.ts";

/**
 * What is stored of a visitor's call before it is acknowledged: our own words, after the visitor was proved, so that it can
 * be read again by a newer parser. Never a token.
 */
const visitor = z.object({
  /** `anon:<random>` or `user:<the site's own id>`. */
  externalId: z.string().regex(/^(anon|user):./su),
  facts: visitorFacts,
});
const base = { channelId, visitor };

export const storedCall = z.discriminatedUnion("kind", [
  z.object({
    ...base,
    kind: z.literal("message"),
    id: messageId,
    text: z.string(),
    replyToId: messageId.nullable(),
    attachments: z.array(
      z.object({
        id: attachmentId,
        kind: z.enum(["image", "video", "audio", "file"]),
        name: z.string(),
        type: z.string(),
        size: z.number().int(),
      }),
    ),
  }),
  z.object({ ...base, kind: z.literal("profile") }),
  z.object({
    ...base,
    kind: z.literal("receipt"),
    status: z.enum(["delivered", "read"]),
    messageIds: z.array(messageId).min(1).max(1000),
  }),
]);
export type StoredCall = z.infer<typeof storedCall>;
export type StoredMessage = Extract<StoredCall, { kind: "message" }>;

const uploadPrefix = "upload:";

/** How a message of either side is known in its channel: so that a reply finds what it answers. */
export function externalIdOf(id: string): string {
  return `m:${id.toLowerCase()}`;
}

export function uploadRef(id: string): string {
  return uploadPrefix + id;
}

export function readUploadRef(ref: string): string | undefined {
  return ref.startsWith(uploadPrefix) ? ref.slice(uploadPrefix.length) : undefined;
}
