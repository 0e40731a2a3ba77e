import { z } from "zod";
import { conversationStatus } from "./conversations.ts";
import { queueViewId } from "./ids.ts";
import { boundedCount, queueFilterQuery, queueSort } from "./queue.ts";

/** A person has at most so many private views, an organization so many shared ones. */
export const MOST_VIEWS = 50;

const fields = {
  name: z.string().trim().min(1).max(60),
  /** One emoji, or none. Pickers give many with a sign behind them that asks for the picture and not the letter. */
  emoji: z
    .string()
    .max(16)
    .regex(/^(?:\p{RGI_Emoji}|\p{Extended_Pictographic})\uFE0F?$/v)
    .nullable(),
  status: conversationStatus,
  sort: queueSort,
  filter: z.strictObject(queueFilterQuery.shape),
  /** Everybody who works in the inbox sees it; for Admins and Supervisors to decide. */
  shared: z.boolean(),
};

/** A saved view of the queue: what is shown, under a name. */
export const queueView = z.object({
  id: queueViewId,
  version: z.number().int(),
  name: z.string(),
  emoji: z.string().nullable(),
  status: conversationStatus,
  sort: queueSort,
  /** Without channels that the viewer does not see. What is deleted stays in it, and fits nothing. */
  filter: queueFilterQuery,
  /** How many channels were left out. */
  hiddenChannels: z.number().int(),
  shared: z.boolean(),
  /** Made by the viewer. */
  own: z.boolean(),
  ownerName: z.string(),
  /** The viewer may change, share and delete it. */
  mayChange: z.boolean(),
});
export type QueueView = z.infer<typeof queueView>;
export const queueViewList = z.object({
  items: z.array(queueView),
  /** The viewer may share views. */
  mayShare: z.boolean(),
});
export type QueueViewList = z.infer<typeof queueViewList>;

export const createQueueViewBody = z.strictObject({
  ...fields,
  emoji: fields.emoji.default(null),
  shared: fields.shared.default(false),
});
/** With `version`: only if nobody has changed it since. */
export const patchQueueViewBody = z.strictObject({ ...fields, version: z.number().int() }).partial();

/** How many conversations each view holds, of what the viewer sees. Resolved is not counted: nothing waits there. */
export const queueViewCounts = z.object({ items: z.array(z.object({ id: queueViewId, count: boundedCount })) });

/** Which views narrow the queue by one thing: to be read before it is deleted. */
export const viewUsesQuery = z.strictObject({
  part: z.enum(["channels", "assignedTo", "teams", "topics", "tags", "groups"]),
  id: z.uuid(),
});
export type ViewUsesQuery = z.infer<typeof viewUsesQuery>;
export const viewUses = z.object({
  /** What is shared, and the reader's own. */
  views: z.array(
    z.object({
      id: queueViewId,
      name: z.string(),
      emoji: z.string().nullable(),
      shared: z.boolean(),
      ownerName: z.string(),
    }),
  ),
  /** How many private views of others: their names are their owners' alone. */
  ofOthers: z.array(z.object({ ownerName: z.string(), count: z.number().int() })),
});
export type ViewUses = z.infer<typeof viewUses>;
