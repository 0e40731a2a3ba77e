import { z } from "zod";
import { attachmentId } from "./ids.ts";

/** `expired`: the platform let it be kept for a time, and that is over. `discarded`: it failed, and a person gave it up. */
export const attachmentState = z.enum(["pending", "stored", "failed", "expired", "discarded"]);
export const attachmentView = z.object({
  id: attachmentId,
  name: z.string(),
  type: z.string(),
  /** Bytes; null until known. */
  size: z.number().int().nullable(),
  state: attachmentState,
  /** May the browser show it in place (an image, a sound, a film)? Decided by content, never by name. */
  inline: z.boolean(),
  /** Content-ID of an image inside an HTML mail, without brackets. */
  contentId: z.string().nullable(),
});
export type AttachmentView = z.infer<typeof attachmentView>;
