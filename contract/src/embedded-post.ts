import { z } from "zod";
import { attachmentView } from "./attachments.ts";

/** What is longer of a post is left out. Characters. */
export const LONGEST_POST = 10_000;

/** The post or advertisement that a public conversation belongs to, as the platform told it (W87). */
export const embeddedPost = z.object({
  text: z.string(),
  /** Where everybody can see it; null: nowhere, or nobody told. */
  url: z.string().nullable(),
  /** An advertisement that does not stand on the page (a dark post). */
  dark: z.boolean(),
  image: attachmentView.nullable(),
  /** The platform is still being asked what it says. */
  pending: z.boolean(),
});
export type EmbeddedPost = z.infer<typeof embeddedPost>;
