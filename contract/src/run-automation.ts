import type { AutomationAction, AutomationRule } from "./automations.ts";
import type { ChannelId } from "./ids.ts";
import type { MessageText } from "./phrases.ts";
import { prepareRule } from "./prepare-rule.ts";
import type { RuleBook, RuleFacts } from "./rule-book.ts";
import type { RuleFields } from "./rules.ts";

/** The one thing that the conditions of an automation ask: what the message says (`phrases.ts`). */
export const AUTOMATION_FIELDS: RuleFields = new Map([["message", "message"]]);

/** What an automation looks at: one message of a contact. */
export type AutomationFacts = {
  /** Null: one that the automation is applied to. */
  readonly channelId: ChannelId | null;
  readonly text: MessageText;
  /** The conversation begins with it. */
  readonly firstMessage: boolean;
};
export type RunnableAutomation = {
  readonly rule: AutomationRule;
  readonly actions: readonly AutomationAction[];
  readonly allChannels: boolean;
  readonly channelIds: readonly ChannelId[];
};

/**
 * Makes an automation ready for many messages: which of its actions does it take on this one? Resolving is for the message
 * that begins a conversation (R32), tags and topics for any (R33). Undefined: it has nothing to do with it.
 * @param book shared by automations that look at the same messages
 */
export function prepareAutomation(
  automation: RunnableAutomation,
  book?: RuleBook,
): (facts: AutomationFacts) => readonly AutomationAction[] | undefined {
  const fits = prepareRule(automation.rule, AUTOMATION_FIELDS, book);
  const channels = new Set(automation.channelIds);
  const later = automation.actions.filter((action) => action.type !== "resolve");
  return ({ channelId, text, firstMessage }) => {
    if (channelId !== null && !automation.allChannels && !channels.has(channelId)) return undefined;
    if (!fits(factsOf(text))) return undefined;
    const actions = firstMessage ? automation.actions : later;
    return actions.length === 0 ? undefined : actions;
  };
}

let last: { readonly text: MessageText; readonly facts: RuleFacts } | undefined;

/** Asked of every message by every automation: made for the first of them. */
function factsOf(text: MessageText): RuleFacts {
  if (last?.text !== text) last = { text, facts: () => text };
  return last.facts;
}
