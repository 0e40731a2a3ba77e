import type { AutomationAction, AutomationView } from "@guichet/contract";
import type { AutomationFields } from "./automations.sql.ts";
import type { UsableParts } from "./usable-parts.sql.ts";

type Named = Pick<AutomationFields, "actions" | "all_channels" | "channel_ids">;

/** What an automation names and cannot have any more. Pure. */
export function goneParts({ actions, channel_ids }: Named, parts: UsableParts): AutomationView["gone"] {
  return {
    tagIds: actions.flatMap((one) => (one.type === "tag" && !parts.tagIds.has(one.tagId) ? [one.tagId] : [])),
    topicIds: actions.flatMap((one) => (one.type === "topic" && !parts.topicIds.has(one.topicId) ? [one.topicId] : [])),
    reasonIds: actions.flatMap((one) =>
      one.type === "resolve" && one.reasonId !== null && !parts.reasons.has(one.reasonId) ? [one.reasonId] : [],
    ),
    channelIds: channel_ids.filter((id) => !parts.channelIds.has(id)),
  };
}

/** The actions that are left of it: a tag or topic that is deleted drops out, and resolving goes on without its reason. Pure. */
export function usableActions(actions: readonly AutomationAction[], parts: UsableParts): AutomationAction[] {
  return actions.flatMap((action): AutomationAction[] => {
    switch (action.type) {
      case "tag":
        return parts.tagIds.has(action.tagId) ? [action] : [];
      case "topic":
        return parts.topicIds.has(action.topicId) ? [action] : [];
      case "resolve":
        return [{ ...action, reasonId: usableReason(action.reasonId, parts) }];
      default:
        return action satisfies never;
    }
  });
}

function usableReason(
  reasonId: Extract<AutomationAction, { type: "resolve" }>["reasonId"],
  { reasonAsked, reasons }: UsableParts,
) {
  return reasonAsked && reasonId !== null && reasons.has(reasonId) ? reasonId : null;
}

/** Is something left that it does, on a channel that is there? Pure. */
export function works({ actions, all_channels, channel_ids }: Named, parts: UsableParts): boolean {
  if (usableActions(actions, parts).length === 0) return false;
  return all_channels || channel_ids.some((id) => parts.channelIds.has(id));
}
