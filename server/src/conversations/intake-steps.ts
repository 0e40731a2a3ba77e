import type {
  Actor,
  ChannelId,
  ContactGroupId,
  ContactId,
  OrganizationId,
  Platform,
  ResolutionReasonId,
  RoutingDecision,
  TagId,
  TeamId,
  TopicId,
  UserId,
  Visibility,
} from "@guichet/contract";
import type { Holder } from "../db/index.ts";

/** What the steps of the intake may look at: loaded before, nothing is read in between. */
export type IntakeFacts = {
  readonly channelId: ChannelId;
  readonly platform: Platform;
  readonly visibility: Visibility;
  readonly contactId: ContactId;
  /** The groups the contact is in, with what came along with this very message. */
  readonly groupIds: readonly ContactGroupId[];
  /** The conversation begins with this message. */
  readonly firstMessage: boolean;
  /** A machine on the contact's side wrote it. */
  readonly automatic: boolean;
  /** A virtual agent has the conversation: no team is chosen before it hands it over. */
  readonly held: boolean;
  /** A virtual agent has just handed it over. */
  readonly handedOver?: boolean;
  /** It was not in New before this message. */
  readonly cameToNew: boolean;
  readonly text: string;
  /** It came late: the contact has said something after it that is there already. */
  readonly late?: boolean;
  readonly topicIds: readonly TopicId[];
  readonly teamId: TeamId | null;
  readonly teamByHand: boolean;
  readonly assigneeId: UserId | null;
  /** A step before has resolved it: nobody is to work on it. */
  readonly resolved: boolean;
  /** The rules that have acted on this message, in order. */
  readonly automations: RoutingDecision["automations"];
};

/** The rule that an effect is told of; absent: Guichet itself. */
export type Automation = Extract<Actor, { type: "automation" }>;

export type IntakeDecision = {
  /** Who decided: topics, tags and the resolving are told as this rule's. */
  readonly by?: Automation;
  readonly addTopicIds?: readonly TopicId[];
  /** On the message. */
  readonly addTagIds?: readonly TagId[];
  readonly resolve?: { readonly reasonId: ResolutionReasonId | null; readonly reason: string | null };
  /** `dropAssignee`: the team is one that the assignee is not in. */
  readonly team?: {
    readonly teamId: TeamId | null;
    readonly decision: RoutingDecision;
    readonly dropAssignee: boolean;
  };
  readonly priority?: number;
  /** A virtual agent takes it: what else would be decided waits until it hands it over. */
  readonly hold?: Holder;
};

/**
 * What must happen inside the intake transaction (automations, choice of team, priority) fills these ports from outside: each
 * is a pure function of the facts and of what the steps before it decided. Only a contact's message takes them.
 */
export type IntakeStep = (facts: IntakeFacts, now: Date) => IntakeDecision | undefined;

/** The steps as an organization has set them up. Asked before each batch, outside of its transaction. */
export type StepsOf = (organizationId: OrganizationId) => Promise<readonly IntakeStep[]>;

/** All that the steps decided, in order; what was there already is left out. */
export type IntakeOutcome = {
  readonly topics: readonly { readonly topicId: TopicId; readonly by: Automation | undefined }[];
  readonly tags: readonly { readonly tagId: TagId; readonly by: Automation | undefined }[];
  readonly resolve: (NonNullable<IntakeDecision["resolve"]> & { readonly by: Automation | undefined }) | undefined;
  readonly team: IntakeDecision["team"];
  readonly priority: number | undefined;
  readonly hold: Holder | undefined;
};

/** Runs the steps in order; each sees what the earlier ones decided. The first that resolves has resolved it. */
export function runIntakeSteps(steps: readonly IntakeStep[], facts: IntakeFacts, now: Date): IntakeOutcome {
  const topics: { topicId: TopicId; by: Automation | undefined }[] = [];
  const tags: { tagId: TagId; by: Automation | undefined }[] = [];
  let current = facts;
  let { resolve, team, priority, hold }: Partial<IntakeOutcome> = {};
  for (const step of steps) {
    const decision = step(current, now);
    if (decision === undefined) continue;
    const { by } = decision;
    const fresh = [...new Set(decision.addTopicIds)].filter((id) => !current.topicIds.includes(id));
    topics.push(...fresh.map((topicId) => ({ topicId, by })));
    for (const tagId of decision.addTagIds ?? [])
      if (!tags.some((tag) => tag.tagId === tagId)) tags.push({ tagId, by });
    if (decision.resolve !== undefined) resolve ??= { ...decision.resolve, by };
    team = decision.team ?? team;
    priority = decision.priority ?? priority;
    hold ??= decision.hold;
    current = {
      ...current,
      topicIds: fresh.length === 0 ? current.topicIds : [...current.topicIds, ...fresh],
      teamId: team === undefined ? current.teamId : team.teamId,
      resolved: resolve !== undefined,
      held: current.held || hold !== undefined,
      automations: by === undefined ? current.automations : [...current.automations, { id: by.id, name: by.name }],
    };
  }
  return { topics, tags, resolve, team, priority, hold };
}
