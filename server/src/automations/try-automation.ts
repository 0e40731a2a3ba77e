import {
  AUTOMATION_FIELDS,
  type AutomationAction,
  type AutomationTryOut,
  type automationTryOutLine,
  type ConversationId,
  checkRule,
  prepareAutomation,
  Refusal,
  readMessageText,
  type TeamId,
  type TopicId,
  type Trial,
  type tryAutomationBody,
  tryGroups,
} from "@guichet/contract";
import type { z } from "zod";
import {
  inReading,
  type Look,
  listPastFacts,
  listPastMessages,
  lookBack,
  type PastFacts,
  type PastMessage,
} from "../conversations/index.ts";
import type { Ctx } from "../db/index.ts";

type Draft = z.output<typeof tryAutomationBody>;
type Tried = {
  readonly trial: Trial;
  readonly effects: AutomationTryOut["effects"];
  /** What it fits, the newest first; true: it would resolve it. */
  readonly resolves: Map<ConversationId, boolean>;
};
type Place = { readonly before: TeamId | null; readonly after: TeamId | null };
/** Filled from outside: the choice of teams stands beside this. Undefined: nobody chooses teams. */
export type TryTopics = (
  ctx: Ctx,
  topicIds: readonly TopicId[],
) => Promise<
  | {
      look(
        tried: readonly { readonly id: ConversationId; readonly resolved: boolean }[],
      ): Promise<ReadonlyMap<ConversationId, Place>>;
      told(): Omit<NonNullable<AutomationTryOut["places"]>, "compared" | "resolved">;
    }
  | undefined
>;

/** So many conversations are compared; more would make the asker wait, and say nothing else. */
const MOST_COMPARED = 20_000;
/** At once: in between others have their turn. */
const PAGE = 1000;

/**
 * What an automation would have done with what contacts wrote in the last days, decided by what decides inside the intake.
 * Nothing is changed. Refuses a rule that is not whole (`invalid_input`).
 */
export async function* tryAutomation(
  ctx: Ctx,
  draft: Draft,
  tryTopics: TryTopics,
): AsyncGenerator<z.input<typeof automationTryOutLine>, void> {
  const problems = checkRule(draft.rule, AUTOMATION_FIELDS);
  if (problems.length > 0)
    throw new Refusal("invalid_input", {
      fields: problems.map(({ place, problem }) => ({ path: place === "" ? "rule" : `rule.${place}`, problem })),
    });
  const tried: Tried = {
    trial: tryGroups(
      draft.rule.nodes.map((group) => group.nodes),
      AUTOMATION_FIELDS,
    ),
    effects: draft.actions.map(() => ({ count: 0, already: 0 })),
    resolves: new Map(),
  };
  const channelIds = draft.allChannels ? null : draft.channelIds;
  const { conversations, ...told } = yield* lookBack(
    ctx,
    draft,
    (since) => (inside, place, most) => listPastMessages(inside, { since, channelIds }, place, most),
    lookWith(ctx, draft, tried),
  );
  const { places, placeOf } = await compare(ctx, draft, tried.resolves, tryTopics);
  const items = conversations.items.map(({ note: _, ...item }) => ({
    ...item,
    resolved: tried.resolves.get(item.id) === true,
    team: placeOf.get(item.id) ?? null,
  }));
  const result = { ...told, groups: tried.trial.told(), effects: tried.effects, places };
  yield { type: "done", result: { ...result, conversations: { ...conversations, items } } };
}

/** Where what it fits would go, once it is known what it would resolve. */
async function compare(
  ctx: Ctx,
  { actions }: Draft,
  resolves: Tried["resolves"],
  tryTopics: TryTopics,
): Promise<{ places: AutomationTryOut["places"]; placeOf: ReadonlyMap<ConversationId, Place> }> {
  const topicIds = actions.flatMap((action) => (action.type === "topic" ? [action.topicId] : []));
  const trial = await tryTopics(ctx, topicIds);
  if (trial === undefined) return { places: null, placeOf: new Map() };
  const placeOf = new Map<ConversationId, Place>();
  const all = [...resolves].slice(0, MOST_COMPARED).map(([id, resolved]) => ({ id, resolved }));
  for (let from = 0; from < all.length; from += PAGE)
    for (const [id, { before, after }] of await trial.look(all.slice(from, from + PAGE)))
      placeOf.set(id, { before, after });
  const resolved = all.filter((one) => one.resolved && placeOf.has(one.id)).length;
  return { places: { ...trial.told(), compared: placeOf.size, resolved }, placeOf };
}

function lookWith(ctx: Ctx, draft: Draft, tried: Tried): Look<PastMessage, undefined> {
  const take = prepareAutomation({ ...draft, allChannels: true });
  return async (messages, tally, breathe) => {
    const fitting: PastMessage[] = [];
    for (const message of messages) {
      const text = readMessageText(message.text);
      const holds = tried.trial.look(() => text);
      tally.look(message.at, holds);
      if (holds) fitting.push(message);
      await breathe();
    }
    const ids = fitting.map(({ id }) => id);
    const known = ids.length === 0 ? new Map() : await inReading(ctx, (inside) => listPastFacts(inside, ids));
    for (const { id, at, text } of fitting) {
      const facts: PastFacts | undefined = known.get(id);
      // Deleted since it was read.
      if (facts === undefined) continue;
      const {
        conversation_id: conversationId,
        channel_id: channelId,
        team_id: teamId,
        assignee_id: assigneeId,
      } = facts;
      const isNew = tally.hit({ id: conversationId, channelId, teamId, assigneeId, text, at, note: undefined });
      const taken = take({ channelId: null, text: readMessageText(text), firstMessage: facts.first }) ?? [];
      count(draft.actions, taken, facts, isNew, tried.effects);
      const resolves = taken.some(({ type }) => type === "resolve");
      tried.resolves.set(conversationId, resolves || tried.resolves.get(conversationId) === true);
    }
  };
}

/** A tag is put on each message, a topic on the conversation once, and only its first message resolves. */
function count(
  actions: readonly AutomationAction[],
  taken: readonly AutomationAction[],
  facts: PastFacts,
  isNew: boolean,
  effects: Tried["effects"],
): void {
  for (const [at, action] of actions.entries()) {
    const effect = effects[at];
    if (effect === undefined || !taken.includes(action) || (action.type === "topic" && !isNew)) continue;
    effect.count += 1;
    if (isThere(action, facts)) effect.already += 1;
  }
}

function isThere(action: AutomationAction, facts: PastFacts): boolean {
  switch (action.type) {
    case "tag":
      return facts.tag_ids?.includes(action.tagId) === true;
    case "topic":
      return facts.topic_ids.includes(action.topicId);
    case "resolve":
      return false;
    default:
      return action satisfies never;
  }
}
