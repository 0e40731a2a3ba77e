import { z } from "zod";

/**
 * A conversation that one person has marked unread, for themselves: `from` this entry on; null: no more. `turn` goes up with every
 * change: the greater one is the newer one.
 */
export const unreadMark = z.object({ from: z.number().int().nullable(), turn: z.number().int() });
export type UnreadMark = z.infer<typeof unreadMark>;
/** Everything up to this entry was seen. `turn`: of the mark that one knows of; a newer one stays. Absent: whatever it is, it goes. */
export const markReadBody = z.strictObject({
  seq: z.number().int().min(0).max(2_000_000_000),
  turn: z.number().int().min(0).max(2_000_000_000).optional(),
});
