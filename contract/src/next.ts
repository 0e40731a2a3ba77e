import { z } from "zod";
import { conversationRow } from "./conversations.ts";
import { conversationId, instant } from "./ids.ts";
import { listConversationsQuery } from "./queue.ts";

/** Which conversations of New somebody works on: the filter of their queue, and its order. */
export const nextBody = listConversationsQuery
  .omit({ status: true, after: true, limit: true })
  .extend({
    /** The one they are done with: it stays theirs until its change of status is there, and is not brought again. */
    done: conversationId.nullable().default(null),
    /** Where it stood in the queue: what stands below comes first, and only then what stands above. */
    below: z
      .object({
        ...{ queueAt: instant, id: conversationId, priority: z.number().int().default(0) },
        due: instant.nullable().default(null),
      })
      .nullable()
      .default(null),
  })
  .strict();
export type NextBody = z.output<typeof nextBody>;

/** `busy`: something else is open. `full`: they have as many as they may (R67), and none of those is free in New. */
export const nextAnswer = z.discriminatedUnion("type", [
  z.object({ type: z.literal("conversation"), conversation: conversationRow }),
  z.object({ type: z.literal("none"), because: z.enum(["empty", "away", "busy", "full"]) }),
]);
export type NextAnswer = z.infer<typeof nextAnswer>;
