import {
  type AutomationAction,
  createRuleBook,
  prepareAutomation,
  type RuleBook,
  readMessageText,
} from "@guichet/contract";
import type { IntakeDecision, IntakeFacts, IntakeStep } from "../conversations/index.ts";
import type { Log } from "../lib/log.ts";
import type { AutomationRow } from "./automations.sql.ts";
import { usableActions } from "./gone-parts.ts";
import type { UsableParts } from "./usable-parts.sql.ts";

/**
 * A step of the intake for each automation that is switched on, in their order: all that match apply (R35). One that is
 * broken is passed over and told in the log: it costs its own effect, never the message.
 */
export function toSteps(rows: readonly AutomationRow[], parts: UsableParts, log: Pick<Log, "error">): IntakeStep[] {
  const book = createRuleBook();
  return rows.flatMap((row) => {
    const passOver = (error: unknown): undefined => {
      log.error("an automation is broken and was passed over", { automation: row.id }, error);
    };
    const step = attempt(() => toStep(row, parts, book), passOver);
    return step === undefined ? [] : [guard(step, passOver)];
  });
}

function attempt<T>(work: () => T, passOver: (error: unknown) => undefined): T | undefined {
  try {
    return work();
  } catch (error) {
    return passOver(error);
  }
}

/** Without anything made for a message: all of them look at all messages. */
function guard(step: Step, passOver: (error: unknown) => undefined): Step {
  return (facts) => {
    try {
      return step(facts);
    } catch (error) {
      return passOver(error);
    }
  };
}

type Step = (facts: IntakeFacts) => IntakeDecision | undefined;

/** Undefined: it never has anything to do. */
function toStep(row: AutomationRow, parts: UsableParts, book: RuleBook): Step | undefined {
  const actions = usableActions(row.actions, parts);
  if (!row.enabled || actions.length === 0) return undefined;
  const automation = { rule: row.rule, actions, allChannels: row.all_channels, channelIds: row.channel_ids };
  const take = prepareAutomation(automation, book);
  const by = { type: "automation", id: row.id, name: row.name } as const;
  return ({ channelId, firstMessage, text }) => {
    const taken = take({ channelId, firstMessage, text: readMessageText(text) });
    return taken === undefined ? undefined : { by, ...toDecision(taken, parts) };
  };
}

/** The reason is told by the name it has now. */
function toDecision(actions: readonly AutomationAction[], { reasons }: UsableParts): IntakeDecision {
  const resolve = actions.find((action) => action.type === "resolve");
  return {
    addTagIds: actions.flatMap((action) => (action.type === "tag" ? [action.tagId] : [])),
    addTopicIds: actions.flatMap((action) => (action.type === "topic" ? [action.topicId] : [])),
    ...(resolve === undefined
      ? {}
      : { resolve: { reasonId: resolve.reasonId, reason: nameOf(resolve.reasonId, reasons) } }),
  };
}

function nameOf(
  reasonId: Extract<AutomationAction, { type: "resolve" }>["reasonId"],
  reasons: UsableParts["reasons"],
): string | null {
  return reasonId === null ? null : (reasons.get(reasonId) ?? null);
}
