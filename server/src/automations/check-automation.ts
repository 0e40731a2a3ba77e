import { AUTOMATION_FIELDS, type AutomationAction, checkRule, Refusal } from "@guichet/contract";
import type { AutomationFields } from "./automations.sql.ts";
import type { UsableParts } from "./usable-parts.sql.ts";

type Problem = { path: string; problem: string };
/** What was there before may stay though it is gone: renaming an automation must not ask for another topic. */
type Before = Pick<AutomationFields, "actions" | "channel_ids"> | undefined;

/** Refuses what could not work, each thing at its place: `rule.0.1`, `actions.2`, `channelIds`. */
export function checkAutomation(given: AutomationFields, before: Before, parts: UsableParts): void {
  const problems = [
    ...checkRule(given.rule, AUTOMATION_FIELDS).map(({ place, problem }) => ({
      path: place === "" ? "rule" : `rule.${place}`,
      problem,
    })),
    ...checkActions(given.actions, before?.actions ?? [], parts),
    ...checkChannels(given, before?.channel_ids ?? [], parts),
  ];
  if (problems.length > 0) throw new Refusal("invalid_input", { fields: problems });
}

function checkActions(
  actions: readonly AutomationAction[],
  before: readonly AutomationAction[],
  parts: UsableParts,
): Problem[] {
  if (actions.length === 0) return [{ path: "actions", problem: "none" }];
  const earlier = new Set(before.map(keyOf));
  const said = new Set<string>();
  return actions.flatMap((action, at) => {
    const key = keyOf(action);
    const subject = action.type === "resolve" ? action.type : key;
    const twice = said.has(subject);
    said.add(subject);
    const problem = twice ? "twice" : earlier.has(key) ? undefined : problemOf(action, parts);
    return problem === undefined ? [] : [{ path: `actions.${at}`, problem }];
  });
}

function problemOf(action: AutomationAction, parts: UsableParts): string | undefined {
  switch (action.type) {
    case "tag":
      return parts.tagIds.has(action.tagId) ? undefined : "gone";
    case "topic":
      return parts.topicIds.has(action.topicId) ? undefined : "gone";
    case "resolve":
      if (action.reasonId === null) return parts.reasonAsked ? "reason_missing" : undefined;
      return parts.reasons.has(action.reasonId) ? undefined : "gone";
    default:
      return action satisfies never;
  }
}

function keyOf(action: AutomationAction): string {
  switch (action.type) {
    case "tag":
      return `tag ${action.tagId}`;
    case "topic":
      return `topic ${action.topicId}`;
    case "resolve":
      return `resolve ${action.reasonId}`;
    default:
      return action satisfies never;
  }
}

function checkChannels(
  { all_channels, channel_ids }: AutomationFields,
  before: readonly string[],
  parts: UsableParts,
): Problem[] {
  if (all_channels) return [];
  if (channel_ids.length === 0) return [{ path: "channelIds", problem: "none" }];
  if (new Set(channel_ids).size < channel_ids.length) return [{ path: "channelIds", problem: "twice" }];
  const gone = channel_ids.some((id) => !parts.channelIds.has(id) && !before.includes(id));
  return gone ? [{ path: "channelIds", problem: "gone" }] : [];
}
