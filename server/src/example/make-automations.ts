import type { AutomationAction, AutomationRule, RuleOperator } from "@guichet/contract";
import { createAutomation } from "../automations/save-automation.ts";
import { changeOrganization } from "../organizations/change-organization.ts";
import { addReason } from "../organizations/resolution-reasons/change-reasons.ts";
import type { TagName, TopicName } from "./cast.ts";
import { ctxOf, type Stage } from "./stage.ts";

const HOUR = 3_600_000;

/**
 * What the shop lets happen by itself with what contacts write, in the languages in which they write. `openedAt`: epoch
 * milliseconds; Inès and Claire have set it up within the first days.
 */
export async function makeAutomations(stage: Stage, openedAt: number): Promise<void> {
  const claire = (hours: number) => ctxOf(stage, openedAt + hours * HOUR, "claire");
  const ines = (hours: number) => ctxOf(stage, openedAt + hours * HOUR, "ines");
  const add = (ctx: ReturnType<typeof claire>, name: string, rule: AutomationRule, actions: AutomationAction[]) =>
    createAutomation(ctx, { name, enabled: true, rule, actions, allChannels: true, channelIds: [] });
  await add(
    claire(9),
    "Repairs",
    rule([["any_of", "dent", "fell", "broke", "repair", "réparer", "réparation", "a pris un coup", "Delle"]]),
    topic(stage, "Repairs"),
  );
  await add(
    claire(9.1),
    "Invoices",
    rule([["any_of", "invoice", "receipt", "VAT", "facture", "TVA", "Rechnung"]]),
    topic(stage, "Invoices"),
  );
  await add(
    ines(30),
    "Something went wrong",
    rule(
      [["any_of", "disappointed", "unacceptable", "never again", "déçu", "déçue", "inadmissible", "plus jamais"]],
      [["begins_with", "I want to complain", "a complaint", "une réclamation"]],
    ),
    tag(stage, "Complaint"),
  );
  await add(
    ines(31),
    "There is a date",
    rule([
      ["any_of", "urgent", "as soon as possible", "wedding", "au plus vite", "mariage", "dringend"],
      ["none_of", "not urgent", "pas urgent"],
    ]),
    tag(stage, "Urgent"),
  );
  await changeOrganization(claire(52), { reasonsAsked: { bulk: false, autoResolve: true, automation: true } });
  const { id: reasonId } = await addReason(claire(52.1), { name: "Only thanks" });
  await add(
    claire(52.2),
    "Only thanks",
    rule(
      [
        ["begins_with", "thanks", "thank you", "merci", "danke", "gracias"],
        ["word_count", "1"],
      ],
      [
        ["begins_with", "thank you", "merci beaucoup", "vielen Dank"],
        ["word_count", "2"],
      ],
      [
        ["begins_with", "👍", "❤️", "🙏"],
        ["word_count", "1"],
      ],
    ),
    [{ type: "resolve", reasonId }],
  );
}

function rule(...groups: (readonly [RuleOperator, ...string[]])[][]): AutomationRule {
  return {
    type: "any",
    nodes: groups.map((group) => ({
      type: "all" as const,
      nodes: group.map(([operator, ...values]) => ({ type: "condition", field: "message", operator, values })),
    })),
  };
}

function topic(stage: Stage, name: TopicName): AutomationAction[] {
  const topicId = stage.labels.topics.get(name);
  return topicId === undefined ? [] : [{ type: "topic", topicId }];
}

function tag(stage: Stage, name: TagName): AutomationAction[] {
  const tagId = stage.labels.tags.get(name);
  return tagId === undefined ? [] : [{ type: "tag", tagId }];
}
