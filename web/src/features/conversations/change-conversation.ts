import type {
  BoomerangWish,
  ConversationId,
  ConversationRow,
  ConversationStatus,
  MessageView,
  Resolution,
  TagId,
  TeamId,
  TopicId,
  UserId,
} from "@guichet/contract";
import type { QueryClient } from "@tanstack/react-query";
import { call } from "../../api/call.ts";
import { inTurn } from "../../api/in-turn.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { track } from "./in-flight.ts";
import { changeConversations, readConversations, readMemory } from "./picture/caches.ts";
import { applyConversation, placeMessage } from "./picture/conversations-picture.ts";
import { foresee, takeBack } from "./picture/foresee.ts";
import { displayName } from "./queue/preview.ts";

export type VirtualAgent = NonNullable<ConversationRow["holder"]>;
type Person = { readonly id: UserId; readonly name: string };

/** What goes with a change of status. */
export type WithStatus = {
  readonly resolution?: Resolution;
  readonly boomerang?: BoomerangWish;
  /** What was missing to resolve (W67): put on it first, on the screen as one step. */
  readonly topicIds?: readonly TopicId[];
};

/** Pending, Resolved or back to New (W57): on the screen at once, taken back when the server refuses. */
export async function changeStatus(
  cache: QueryClient,
  row: ConversationRow,
  status: ConversationStatus,
  { topicIds = [], ...given }: WithStatus = {},
): Promise<void> {
  const now = new Date();
  const change = { add: [...topicIds], remove: [] };
  const wanted = given.boomerang === undefined ? {} : { boomerang: foreseeBoomerang(cache, given.boomerang, now) };
  const labelled = { topicIds: afterChange(row.topicIds, change) };
  await ahead(cache, row, { ...afterStatus(row, status, now.toISOString()), ...wanted, ...labelled }, async () => {
    if (topicIds.length > 0)
      await inTurn(row.id, () => call(routes.changeTopics, { params: { id: row.id }, body: change }));
    return await call(routes.setStatus, { params: { id: row.id }, body: { status, ...given } });
  });
}

/** W62: a Pending or Resolved conversation gets another boomerang; null: none (W64). */
export async function changeBoomerang(
  cache: QueryClient,
  row: ConversationRow,
  wish: BoomerangWish | null,
): Promise<void> {
  const params = { id: row.id };
  const boomerang = wish === null ? null : foreseeBoomerang(cache, wish, new Date());
  await ahead(cache, row, { boomerang }, () =>
    wish === null ? call(routes.cancelBoomerang, { params }) : call(routes.setBoomerang, { params, body: wish }),
  );
}

/** Takes one's own last change of status back; `before` is what the screen shows meanwhile. */
export async function undoStatus(cache: QueryClient, row: ConversationRow, before: ConversationRow): Promise<void> {
  const { status, queueAt, waitingSince, assignee, boomerang } = before;
  await ahead(cache, row, { status, queueAt, waitingSince, assignee, boomerang, lock: null }, () =>
    call(routes.undoStatus, { params: { id: row.id } }),
  );
}

function foreseeBoomerang(cache: QueryClient, wish: BoomerangWish, now: Date): ConversationRow["boomerang"] {
  const me = cache.getQueryData(queries.me().queryKey);
  const at = "at" in wish ? wish.at : new Date(now.getTime() + wish.inMinutes * 60_000).toISOString();
  return { at, note: wish.note, by: me === undefined ? null : { id: me.id, name: displayName(me) } };
}

/** W70: gives the conversation to somebody, or to nobody. `beyondMost`: though they have as many as they may. */
export async function changeAssignee(
  cache: QueryClient,
  row: ConversationRow,
  person: Person | null,
  beyondMost: boolean,
): Promise<void> {
  const assignee = person && { id: person.id, name: person.name };
  await ahead(cache, row, { assignee, holder: null }, () =>
    call(routes.setAssignee, { params: { id: row.id }, body: { userId: person?.id ?? null, beyondMost } }),
  );
}

/** R158: gives it to a virtual agent; it is in no queue then. */
export async function delegate(cache: QueryClient, row: ConversationRow, holder: VirtualAgent): Promise<void> {
  const queueAt = row.status === "new" ? row.queueAt : new Date().toISOString();
  await ahead(cache, row, { holder, assignee: null, lock: null, status: "new", queueAt }, () =>
    call(routes.delegate, { params: { id: row.id }, body: { virtualAgentId: holder.id } }),
  );
}

/** W79: moves it to a team, or to none. False: it is out of one's own sight now. */
export async function changeTeam(cache: QueryClient, row: ConversationRow, teamId: TeamId | null): Promise<boolean> {
  let seen = true;
  await ahead(cache, row, { teamId }, async () => {
    const answer = await call(routes.moveToTeam, { params: { id: row.id }, body: { teamId } });
    seen = answer.conversation !== null;
    return answer.conversation ?? { ...row, teamId };
  });
  return seen;
}

/** Takes one's own move back; `before` is what the screen shows meanwhile. */
export async function undoMove(cache: QueryClient, row: ConversationRow, before: ConversationRow): Promise<void> {
  const { teamId, assignee } = before;
  await ahead(cache, row, { teamId, assignee }, () => call(routes.undoMove, { params: { id: row.id } }));
}

export type LabelChange<Id> = { readonly add: readonly Id[]; readonly remove: readonly Id[] };

/** W103: topics put on a conversation and taken off. */
export async function changeTopics(
  cache: QueryClient,
  row: ConversationRow,
  change: LabelChange<TopicId>,
): Promise<void> {
  const body = { add: [...change.add], remove: [...change.remove] };
  await ahead(cache, row, { topicIds: afterChange(row.topicIds, change) }, () =>
    inTurn(row.id, () => call(routes.changeTopics, { params: { id: row.id }, body })),
  );
}

/** W106: tags put on a message and taken off. */
export async function changeTags(cache: QueryClient, message: MessageView, change: LabelChange<TagId>): Promise<void> {
  const body = { add: [...change.add], remove: [...change.remove] };
  const foreseen = { ...message, tagIds: afterChange(message.tagIds, change) };
  changeConversations(cache, (picture) => placeMessage(picture, foreseen));
  try {
    const answer = await inTurn(message.id, () => call(routes.changeTags, { params: { id: message.id }, body }));
    changeConversations(cache, (picture) => applyConversation(picture, answer.conversation, [answer.message]));
  } catch (refusal) {
    changeConversations(cache, (picture) => placeMessage(picture, message));
    throw refusal;
  }
}

function afterChange<Id>(there: readonly Id[], change: LabelChange<Id>): Id[] {
  const kept = there.filter((id) => !change.remove.includes(id));
  return [...kept, ...change.add.filter((id) => !kept.includes(id))];
}

/** What a status does to the rest of the row: no lock survives it (W83), no assignment survives Resolved (W73). */
export function afterStatus(
  row: ConversationRow,
  status: ConversationStatus,
  now: string,
): Pick<ConversationRow, "status" | "queueAt" | "lock" | "assignee" | "boomerang"> {
  return {
    status,
    queueAt: status === "new" ? (row.waitingSince ?? now) : now,
    lock: null,
    assignee: status === "resolved" ? null : row.assignee,
    // Pending keeps a person's; everything else ends it.
    boomerang: status === "pending" ? row.boomerang : null,
  };
}

/**
 * Opened in the foreground: recorded, and the lock is taken when it is free or `steal` (W80–W82). True: it is mine now.
 */
export async function openConversation(cache: QueryClient, id: ConversationId, steal: boolean): Promise<boolean> {
  const answer = await call(routes.openConversation, { params: { id }, body: { steal } });
  settle(cache, answer.conversation);
  return answer.gotLock;
}

/** The server's newest row, wherever it is shown. */
export function settle(cache: QueryClient, row: ConversationRow): void {
  changeConversations(cache, (picture) => applyConversation(picture, row, []));
}

/** The row as this browser knows it by now. */
export function newestRow(cache: QueryClient, row: ConversationRow): ConversationRow {
  return readMemory(cache).recent.get(row.id) ?? row;
}

/** The message as this browser knows it by now. */
export function newestMessage(cache: QueryClient, message: MessageView): MessageView {
  for (const view of readConversations(cache)?.threads.values() ?? []) {
    const found = view.entries.find((entry) => entry.id === message.id);
    if (found?.type === "message") return found;
  }
  return message;
}

async function ahead(
  cache: QueryClient,
  row: ConversationRow,
  change: Parameters<typeof foresee>[2],
  work: () => Promise<ConversationRow>,
): Promise<void> {
  changeConversations(cache, (picture) => foresee(picture, row, change));
  const answer = work();
  track(row.id, answer);
  try {
    settle(cache, await answer);
  } catch (refusal) {
    changeConversations(cache, (picture) => takeBack(picture, row));
    throw refusal;
  }
}
