import { z } from "zod";
import { conversationRow, messageView } from "./conversations.ts";
import { attachmentId, channelId, messageId } from "./ids.ts";
import type { StartAddress } from "./platform-capabilities.ts";
import { templateUse } from "./templates.ts";
import { undoSendSeconds } from "./time.ts";

const MAIL = /^[^\s<>()[\]"',;:\\@\p{Cc}]{1,64}@[^\s<>()[\]"',;:\\@\p{Cc}]{1,189}$/u;

/**
 * An address as the platform writes it, so that the contact's answer comes to the same identity; undefined: it cannot be one.
 * `.invalid` is nobody's (RFC 2606).
 */
export function readStartAddress(kind: StartAddress, text: string): string | undefined {
  const given = text.trim();
  switch (kind) {
    case "email": {
      const address = given.toLowerCase();
      return MAIL.test(address) && !address.endsWith(".invalid") ? address : undefined;
    }
    case "phone": {
      const number = given.replace(/[\s().\-/]/g, "").replace(/^00/, "+");
      return /^\+[1-9]\d{6,14}$/.test(number) ? number : undefined;
    }
    case "id":
      return given !== "" && given.length <= 300 && !/\p{Cc}/u.test(given) ? given : undefined;
  }
}

/** An agent writes first (W100). The message's id is made by the browser: a repeat is the same message. */
export const startConversationBody = z.strictObject({
  channelId,
  /** Of the kind the platform wants: a mail address, a number, the other system's id of the contact. */
  address: z.string().max(400),
  /** Of a contact who is not known yet. */
  name: z.string().trim().max(100).default(""),
  /** Where the platform has subjects. */
  subject: z.string().trim().max(300).default(""),
  message: z.strictObject({
    id: messageId,
    text: z.string().max(100_000),
    attachmentIds: z.array(attachmentId).max(20).default([]),
    /** It is this template of the channel (W164): where the platform lets one write first by none but these. */
    template: templateUse.optional(),
    holdSeconds: undoSendSeconds.optional(),
  }),
});
export type StartConversationBody = z.infer<typeof startConversationBody>;
export const startConversationAnswer = z.object({
  conversation: conversationRow,
  message: messageView,
  /** The contact had an open conversation here: it goes on there. */
  continued: z.boolean(),
});
export type StartConversationAnswer = z.infer<typeof startConversationAnswer>;
