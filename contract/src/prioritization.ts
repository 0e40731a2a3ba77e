import { z } from "zod";
import { visibility } from "./conversations.ts";
import { channelId, contactGroupId, topicId } from "./ids.ts";

/** A channel with the type of its conversations; null: public and private. */
export const prioritizedChannel = z.strictObject({ channelId, visibility: visibility.nullable() });

/** What is answered sooner (analytics, 7): whatever fits adds one. */
export const prioritization = z.object({
  topicIds: z.array(topicId),
  contactGroupIds: z.array(contactGroupId),
  channels: z.array(prioritizedChannel),
});
export type Prioritization = z.infer<typeof prioritization>;
export const NO_PRIORITIES: Prioritization = { topicIds: [], contactGroupIds: [], channels: [] };

const fewer = <Item extends z.ZodType>(item: Item) => z.array(item).max(500).default([]);
/** Entries come and go one by one, so that two Admins at once lose nothing of one another. A channel that is there gets the type given. */
export const patchPrioritizationBody = z.strictObject({
  add: z
    .strictObject({
      topicIds: fewer(topicId),
      contactGroupIds: fewer(contactGroupId),
      channels: fewer(prioritizedChannel),
    })
    .partial()
    .default({}),
  remove: z
    .strictObject({ topicIds: fewer(topicId), contactGroupIds: fewer(contactGroupId), channelIds: fewer(channelId) })
    .partial()
    .default({}),
});

type Facts = {
  readonly topicIds: readonly string[];
  readonly groupIds: readonly string[];
  readonly channelId: string;
  readonly visibility: "public" | "private";
};
/** What of it fits, in the order in which it is told. */
export type PriorityReason =
  | { readonly type: "topic"; readonly id: Prioritization["topicIds"][number] }
  | { readonly type: "contact_group"; readonly id: Prioritization["contactGroupIds"][number] }
  | {
      readonly type: "channel";
      readonly id: Prioritization["channels"][number]["channelId"];
      readonly visibility: Facts["visibility"] | null;
    };

/** R77: one for each topic, contact group, and channel with its type. The score is their number. */
export function priorityReasons(given: Prioritization, facts: Facts): PriorityReason[] {
  return [
    ...given.topicIds.filter((id) => facts.topicIds.includes(id)).map((id) => ({ type: "topic", id }) as const),
    ...given.contactGroupIds
      .filter((id) => facts.groupIds.includes(id))
      .map((id) => ({ type: "contact_group", id }) as const),
    ...given.channels
      .filter((one) => one.channelId === facts.channelId && (one.visibility ?? facts.visibility) === facts.visibility)
      .map((one) => ({ type: "channel", id: one.channelId, visibility: one.visibility }) as const),
  ];
}
