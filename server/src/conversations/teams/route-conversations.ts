import type { ContactGroupId, ConversationId, RoutingDecision, TeamId, UserId } from "@guichet/contract";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { appendEvents, type NewEvent } from "../../events/index.ts";
import { failpoint } from "../../lib/failpoint.ts";
import { type Conversation, factsOf, isUser } from "../conversation.ts";
import type { IntakeFacts } from "../intake-steps.ts";
import { listActedAutomations } from "./acted-automations.sql.ts";
import { findLastDecision } from "./decisions.sql.ts";
import { lockRoutable, type Placement, readRoutable, writePlacements } from "./placements.sql.ts";
import { stillSees } from "./still-sees.ts";

/** What is known of a conversation that looks for its team. `text`: the contact's latest message; "" where nobody asks for it. */
export type RouteQuestion = Pick<
  IntakeFacts,
  "channelId" | "visibility" | "topicIds" | "groupIds" | "text" | "teamId" | "teamByHand" | "assigneeId" | "automations"
>;
/** `memberIds`: who is in the team that was chosen. */
export type RouteAnswer = { readonly decision: RoutingDecision; readonly memberIds: ReadonlySet<UserId> };
/** Undefined: it stays as it is, and nothing is told. */
export type Route = (question: RouteQuestion) => RouteAnswer | undefined;

export type RouteOptions = {
  /** Looked at first, without holding anything: only what would move is held then. For many at once. */
  readonly wouldMove?: (question: RouteQuestion) => boolean;
  readonly withText: boolean;
  /** Only what stands in New and is assigned to nobody: what a change of settings may move. */
  readonly waitingOnly?: boolean;
  /** What a person chose counts no more: it was Resolved since. */
  readonly forgetHand?: boolean;
  /** A team that is kept for another reason is told, too: for one conversation at a time. */
  readonly tellKept?: boolean;
  /** Who brought it about, when that was a person: of their own conversation they keep the assignment (analytics, 5.2). */
  readonly causedBy?: UserId;
};
export type Moved = { readonly id: ConversationId; readonly from: TeamId | null; readonly to: TeamId | null };

/**
 * Chooses teams anew, in one transaction: whoever changed a conversation meanwhile is waited for, and what it says then counts.
 * Resolved ones stay as they are. Twice is once: what has its team already is not told again. Answers what moved.
 */
export async function routeConversations(
  ctx: Ctx,
  ids: readonly ConversationId[],
  route: Route,
  options: RouteOptions,
): Promise<Moved[]> {
  if (ids.length === 0) return [];
  return await inTransaction(ctx, async (trx) => {
    const wanted = options.wouldMove === undefined ? ids : await listMoving(trx, ids, options.wouldMove, options);
    const rows = wanted.length === 0 ? [] : await lockRoutable(trx, wanted, options.withText);
    const acted = await listActedAutomations(
      trx,
      rows.map(({ id }) => id),
    );
    const placements: Placement[] = [];
    for (const { group_ids, text, ...conversation } of rows) {
      if (!isAsked(conversation, options)) continue;
      const question = questionOf(conversation, group_ids, text, acted.get(conversation.id));
      const answer = route(options.forgetHand === true ? { ...question, teamByHand: false } : question);
      if (answer === undefined) continue;
      const placement = await placementOf(trx, conversation, answer, options.causedBy);
      if (placement.moves || (options.tellKept === true && (await isNews(trx, placement)))) placements.push(placement);
    }
    await place(trx, placements);
    await failpoint("routing.before_commit");
    return placements
      .filter(({ moves }) => moves)
      .map(({ conversation, decision }) => ({
        ...{ id: conversation.id, from: conversation.team_id, to: decision.teamId },
      }));
  });
}

async function listMoving(
  ctx: Ctx,
  ids: readonly ConversationId[],
  wouldMove: (question: RouteQuestion) => boolean,
  options: RouteOptions,
): Promise<ConversationId[]> {
  const rows = await readRoutable(ctx, ids, options.withText);
  return rows
    .filter((row) => isAsked(row, options) && wouldMove(questionOf(row, row.group_ids, row.text)))
    .map(({ id }) => id);
}

function isAsked(conversation: Conversation, { waitingOnly = false }: RouteOptions): boolean {
  // What a virtual agent has looks for its team when it is handed over.
  if (conversation.status === "resolved" || conversation.holder !== null) return false;
  return !waitingOnly || (conversation.status === "new" && conversation.assignee_id === null);
}

function questionOf(
  row: Conversation,
  groupIds: readonly ContactGroupId[],
  text: string | null,
  automations: RouteQuestion["automations"] = [],
): RouteQuestion {
  return {
    channelId: row.channel_id,
    visibility: row.visibility,
    topicIds: row.topic_ids,
    groupIds,
    text: text ?? "",
    teamId: row.team_id,
    teamByHand: row.team_by_hand,
    assigneeId: row.assignee_id,
    automations,
  };
}

/** What a decision means for a conversation, whose row the caller has locked. */
export async function placementOf(
  ctx: Ctx,
  conversation: Conversation,
  { decision, memberIds }: RouteAnswer,
  causedBy?: UserId,
): Promise<Placement> {
  const { assignee_id: assigneeId, team_id: before } = conversation;
  const moves = decision.teamId !== before;
  const stranger = moves && decision.teamId !== null && assigneeId !== null && !memberIds.has(assigneeId);
  const keeps =
    stranger && assigneeId === causedBy && (await stillSees(ctx, assigneeId, conversation, decision.teamId));
  return { conversation, decision, moves, dropsAssignee: stranger && !keeps };
}

/** Writes placements with their lines and events; the caller holds the rows. Answers them as they are then. */
export async function place(
  ctx: Ctx,
  placements: readonly Placement[],
): Promise<ReadonlyMap<ConversationId, Conversation>> {
  if (placements.length === 0) return new Map();
  const after = await writePlacements(ctx, placements);
  await appendEvents(
    ctx,
    placements.flatMap((placement): NewEvent[] => {
      const row = after.get(placement.conversation.id);
      return row === undefined ? [] : eventsOf(placement, row, isUser(ctx.actor));
    }),
  );
  return after;
}

/** A decision that changes nothing is no line of the audit trail; it still says why. */
function eventsOf(
  { conversation, decision, moves, dropsAssignee }: Placement,
  row: Conversation,
  byUser: boolean,
): NewEvent[] {
  const seq = conversation.last_seq + 1;
  const facts = factsOf(row);
  const events: NewEvent[] = [
    {
      type: "conversation.routed",
      data: { ...facts, before: conversation.team_id, decision },
      ...(moves ? { seq } : {}),
    },
  ];
  if (!dropsAssignee) return events;
  const data = { ...facts, before: conversation.assignee_id, cause: "rerouted" as const };
  // Whoever moved it did not take the work away: the rule did.
  const actor = byUser ? { actor: { type: "system" as const, name: "Guichet" } } : {};
  return [...events, { type: "conversation.assigned", data, seq: seq + 1, ...actor }];
}

/** Says it something else than what was told last? */
async function isNews(ctx: Ctx, { conversation, decision }: Placement): Promise<boolean> {
  const last = await findLastDecision(ctx, conversation.id);
  return last === undefined || reasonOf(last) !== reasonOf(decision);
}

function reasonOf({ teamId, fallback, rule, skillSets }: RoutingDecision): string {
  return JSON.stringify([teamId, fallback, rule === "by_hand", skillSets.map(({ id }) => id)]);
}
