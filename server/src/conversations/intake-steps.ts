import type { ChannelId, ContactId, Platform, TeamId, TopicId } from "@guichet/contract";

/** What the steps of the intake may look at: loaded before, nothing is read in between. */
export type IntakeFacts = {
  readonly channelId: ChannelId;
  readonly platform: Platform;
  readonly contactId: ContactId;
  readonly firstMessage: boolean;
  readonly text: string;
  readonly topicIds: readonly TopicId[];
  readonly teamId: TeamId | null;
};

export type IntakeDecision = { readonly teamId?: TeamId | null; readonly addTopicIds?: readonly TopicId[] };

/**
 * What must happen inside the intake transaction (automations, choice of team, priority, service levels) fills these
 * ports from outside: each is a pure function of the facts and of what the steps before it decided.
 */
export type IntakeStep = (facts: IntakeFacts, now: Date) => IntakeDecision;

/** Runs the steps in order; each sees what the earlier ones decided. */
export function runIntakeSteps(steps: readonly IntakeStep[], facts: IntakeFacts, now: Date): IntakeFacts {
  let current = facts;
  for (const step of steps) {
    const decision = step(current, now);
    const topicIds =
      decision.addTopicIds === undefined
        ? current.topicIds
        : [...new Set([...current.topicIds, ...decision.addTopicIds])];
    current = { ...current, topicIds, teamId: decision.teamId === undefined ? current.teamId : decision.teamId };
  }
  return current;
}
