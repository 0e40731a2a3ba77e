import type {
  AutomationAction,
  AutomationRule,
  AutomationView,
  ChannelId,
  createAutomationBody,
  ResolutionReasonId,
  TagId,
  TopicId,
} from "@guichet/contract";
import type { z } from "zod";
import type { Names, Unknown } from "./names.ts";
import type { ActionForm, AutomationForm } from "./rules-form.ts";

type Body = z.output<typeof createAutomationBody>;
type Condition = AutomationRule["nodes"][number]["nodes"][number];

/** An automation as the file has it: without what is gone. */
export function toAutomationForm(view: AutomationView, names: Names): AutomationForm {
  const channels = view.channelIds.flatMap((id) => names.nameOf("channel", id) ?? []);
  return {
    name: view.name,
    enabled: view.enabled ? "true" : "false",
    channels: view.allChannels ? "all" : channels.toSorted(),
    when: view.rule.nodes.map((group) => ({ all: group.nodes.map(toCondition) })),
    do: view.actions.flatMap((action) => toActionForm(action, names)),
  };
}

function toCondition({ operator, values }: Condition): AutomationForm["when"][number]["all"][number] {
  return operator === "word_count" ? { word_count: values[0] ?? "" } : { [operator]: values };
}

function toActionForm(action: AutomationAction, names: Names): ActionForm[] {
  switch (action.type) {
    case "tag": {
      const tag = names.nameOf("tag", action.tagId);
      return tag === undefined ? [] : [{ tag }];
    }
    case "topic": {
      const topic = names.nameOf("topic", action.topicId);
      return topic === undefined ? [] : [{ topic }];
    }
    case "resolve": {
      const reason = action.reasonId === null ? undefined : names.nameOf("reason", action.reasonId);
      return [{ resolve: reason === undefined ? {} : { reason } }];
    }
    default:
      return action satisfies never;
  }
}

/** The same without names that are not here, which are noted; the others as they are written here. */
export function withKnownNames(form: AutomationForm, names: Names, unknown: Unknown): AutomationForm {
  const known = (kind: Parameters<Names["known"]>[0], name: string): string | undefined => {
    const here = names.known(kind, name);
    if (here === undefined) unknown.note(kind, name, form.name);
    return here;
  };
  return {
    name: form.name,
    enabled: form.enabled,
    channels:
      form.channels === "all" ? "all" : form.channels.flatMap((name) => known("channel", name) ?? []).toSorted(),
    when: form.when,
    do: form.do.flatMap((action): ActionForm[] => {
      if (action.tag !== undefined)
        return known("tag", action.tag) === undefined ? [] : [{ tag: names.known("tag", action.tag) }];
      if (action.topic !== undefined)
        return known("topic", action.topic) === undefined ? [] : [{ topic: names.known("topic", action.topic) }];
      const reason = action.resolve?.reason === undefined ? undefined : known("reason", action.resolve.reason);
      return [{ resolve: reason === undefined ? {} : { reason } }];
    }),
  };
}

/** What is saved, of a form with known names. */
export function toAutomationBody(form: AutomationForm, names: Names): Body {
  return {
    name: form.name,
    enabled: form.enabled === "true",
    rule: {
      type: "any",
      nodes: form.when.map((group) => ({ type: "all", nodes: group.all.flatMap(toConditions) })),
    },
    actions: form.do.flatMap((action) => toAction(action, names)),
    allChannels: form.channels === "all",
    channelIds:
      form.channels === "all" ? [] : form.channels.flatMap((name) => names.idOf<ChannelId>("channel", name) ?? []),
  };
}

function toConditions(given: AutomationForm["when"][number]["all"][number]): Condition[] {
  return OPERATORS.flatMap((operator): Condition[] => {
    const values = given[operator];
    if (values === undefined) return [];
    return [{ type: "condition", field: "message", operator, values: typeof values === "string" ? [values] : values }];
  });
}
const OPERATORS = [
  ...(["begins_with", "ends_with", "any_of", "all_of", "none_of", "not_all_of"] as const),
  "word_count" as const,
];

function toAction({ tag, topic, resolve }: ActionForm, names: Names): AutomationAction[] {
  if (tag !== undefined) {
    const tagId = names.idOf<TagId>("tag", tag);
    return tagId === undefined ? [] : [{ type: "tag", tagId }];
  }
  if (topic !== undefined) {
    const topicId = names.idOf<TopicId>("topic", topic);
    return topicId === undefined ? [] : [{ type: "topic", topicId }];
  }
  const reason = resolve?.reason;
  const reasonId = reason === undefined ? null : (names.idOf<ResolutionReasonId>("reason", reason) ?? null);
  return [{ type: "resolve", reasonId }];
}
