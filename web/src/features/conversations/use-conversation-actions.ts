import {
  type BoomerangWish,
  type ConversationId,
  type ConversationRow,
  type ConversationStatus,
  hasRoom,
  type MessageView,
  type Room,
  type TagId,
  type TeamId,
  type TopicId,
  type UserId,
} from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { isId } from "../../api/ids.ts";
import { useMe } from "../../api/me.ts";
import { Refusal } from "../../api/refusal.ts";
import type { WordKey } from "../../locales/catalog.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useWords } from "../../locales/use-words.ts";
import { useToasts } from "../../ui/toasts.tsx";
import {
  changeAssignee,
  changeBoomerang,
  changeStatus,
  changeTags,
  changeTeam,
  changeTopics,
  delegate,
  type LabelChange,
  newestMessage,
  newestRow,
  undoMove,
  undoStatus,
  type VirtualAgent,
  type WithStatus,
} from "./change-conversation.ts";
import { useAskFirst } from "./resolving/ask-first.tsx";
import { roomOfRefusal } from "./room/room-of-refusal.ts";
import { timeAhead } from "./time/time-ahead.ts";
import { useTagNames, useTopicNames } from "./use-world.ts";

export type Team = { readonly id: TeamId; readonly name: string };
/** `room`: how full they are, where that is known. */
export type Person = { readonly id: UserId; readonly name: string; readonly room?: Room | null };
export type StatusWish = WithStatus & {
  /** Told when it happens: at once, or after what is asked for was given. */
  readonly onGo?: () => void;
  /** Told when the person takes it back, e.g. to open the conversation again. */
  readonly onUndo?: () => void;
};
export type ConversationActions = {
  readonly setTopics: (row: ConversationRow, change: LabelChange<TopicId>) => void;
  readonly setTags: (message: MessageView, change: LabelChange<TagId>) => void;
  /** Resolve first asks for what the channel wants to know (W66, W67). */
  readonly setStatus: (row: ConversationRow, status: ConversationStatus, wish?: StatusWish) => void;
  /** Asks when to come back, then sets Pending or Resolved with it, or the boomerang alone (W62). */
  readonly comeBack: (row: ConversationRow, then: "pending" | "resolved", wish?: StatusWish) => void;
  readonly cancelBoomerang: (row: ConversationRow) => void;
  readonly assign: (row: ConversationRow, person: Person | null) => void;
  readonly assignToMe: (row: ConversationRow) => void;
  /** R158. */
  readonly delegate: (row: ConversationRow, to: VirtualAgent) => void;
  /** W79. Null: to no team. */
  readonly moveToTeam: (row: ConversationRow, team: Team | null) => void;
};
const UNDO_FOR = 8000;

/**
 * What one does to a conversation, with a word when it failed and a way back where there is one. `onNewer` is told when
 * the contact has a newer open conversation, in which one has to go on.
 */
export function useConversationActions(onNewer?: (id: ConversationId) => void): ConversationActions {
  const cache = useQueryClient();
  const { t, locale } = useWords();
  const say = useRefusalWords();
  const toasts = useToasts();
  const me = useMe();
  const topicNames = useTopicNames();
  const tagNames = useTagNames();
  const { resolve: askBeforeResolve, boomerang: askWhen, full: askFull } = useAskFirst();
  return useMemo(() => {
    const failed = (error: unknown): void => {
      toasts.show({ message: say(error), tone: "bad" });
      const newer =
        error instanceof Refusal && error.code === "open_conversation_exists" && error.details.conversationId;
      if (typeof newer === "string" && isId<ConversationId>(newer)) onNewer?.(newer);
    };
    const assign = (row: ConversationRow, person: Person | null): void => {
      const give = (beyondMost: boolean) => changeAssignee(cache, newestRow(cache, row), person, beyondMost);
      const ask = (to: Person, room: Room): void =>
        askFull({ person: to, room, count: 1, go: () => void give(true).catch(failed) });
      const full = person !== null && person.id !== row.assignee?.id && !hasRoom(person.room);
      if (full && person.room) ask(person, person.room);
      else
        give(false).catch((error: unknown) => {
          const room = roomOfRefusal(error);
          if (room === undefined || person === null) failed(error);
          else ask(person, room);
        });
    };
    const told = <Id extends string>(
      change: LabelChange<Id>,
      names: ReadonlyMap<string, string>,
      words: { readonly added: WordKey; readonly removed: WordKey },
      undo: () => void,
    ): void => {
      const name = [...change.add, ...change.remove].map((id) => names.get(id) ?? "").join(", ");
      const message = t(change.add.length > 0 ? words.added : words.removed, { name });
      toasts.show({ message, undo, stays: UNDO_FOR });
    };
    const setTopics: ConversationActions["setTopics"] = (row, change) => {
      const work = changeTopics(cache, newestRow(cache, row), change);
      work.catch(failed);
      const back = { add: change.remove, remove: change.add };
      const undo = (): void => void work.then(() => changeTopics(cache, newestRow(cache, row), back)).catch(failed);
      told(change, topicNames, { added: "conversations.topicAdded", removed: "conversations.topicRemoved" }, undo);
    };
    const setTags: ConversationActions["setTags"] = (message, change) => {
      const work = changeTags(cache, message, change);
      work.catch(failed);
      const back = { add: change.remove, remove: change.add };
      const undo = (): void =>
        void work.then(() => changeTags(cache, newestMessage(cache, message), back)).catch(failed);
      told(change, tagNames, { added: "conversations.tagAdded", removed: "conversations.tagRemoved" }, undo);
    };
    const go = (
      row: ConversationRow,
      status: ConversationStatus,
      { onGo, onUndo, ...given }: StatusWish,
    ): Promise<void> => {
      onGo?.();
      const work = changeStatus(cache, row, status, given);
      if (status === "new") return work;
      const undo = (): void => {
        onUndo?.();
        work.then(() => undoStatus(cache, newestRow(cache, row), row)).catch(failed);
      };
      const message =
        given.boomerang === undefined
          ? t(`conversations.done_${status}`, { name: row.contact.name })
          : t("time.set", { name: row.contact.name, when: whenOf(given.boomerang, locale) });
      toasts.show({ message, undo, stays: UNDO_FOR, tellsOf: work });
      return work;
    };
    const setBoomerang = (row: ConversationRow, wish: BoomerangWish | null): void => {
      const work = changeBoomerang(cache, row, wish);
      work.catch(failed);
      const { name } = row.contact;
      const undo = (): void => {
        work.then(() => changeBoomerang(cache, newestRow(cache, row), wishOf(row))).catch(failed);
      };
      const message =
        wish === null ? t("time.cancelled", { name }) : t("time.set", { name, when: whenOf(wish, locale) });
      toasts.show({ message, undo, stays: UNDO_FOR });
    };
    const setStatus: ConversationActions["setStatus"] = (row, status, wish = {}) => {
      if (status !== "resolved") go(row, status, wish).catch(failed);
      else
        askBeforeResolve({
          row: newestRow(cache, row),
          go: (given) => go(newestRow(cache, row), status, { ...wish, ...given }),
          onRefused: failed,
          ...(wish.onUndo === undefined ? {} : { onAgain: wish.onUndo }),
        });
    };
    const comeBack: ConversationActions["comeBack"] = (row, then, wish = {}) =>
      askWhen({
        row,
        then,
        go: (chosen, boomerang, given) => {
          const now = newestRow(cache, row);
          if (now.status === chosen) return setBoomerang(now, boomerang);
          go(now, chosen, { ...wish, boomerang, ...given }).catch(failed);
        },
      });
    const cancelBoomerang = (row: ConversationRow): void => setBoomerang(row, null);
    const moveToTeam: ConversationActions["moveToTeam"] = (row, team) => {
      const { name } = row.contact;
      const work = changeTeam(cache, newestRow(cache, row), team?.id ?? null);
      const undo = (): void => void work.then(() => undoMove(cache, newestRow(cache, row), row)).catch(failed);
      const moved = team === null ? t("routing.movedToNone", { name }) : t("routing.moved", { name, team: team.name });
      toasts.show({ message: moved, undo, stays: UNDO_FOR, tellsOf: work });
      work.then((seen) => seen || toasts.show({ message: t("routing.outOfSight") }), failed);
    };
    const delegateTo: ConversationActions["delegate"] = (row, to) => {
      const work = delegate(cache, newestRow(cache, row), to);
      const message = t("virtualAgents.delegated", { name: row.contact.name, agent: to.name });
      work.then(() => toasts.show({ message }), failed);
    };
    const assignToMe = (row: ConversationRow): void =>
      assign(row, { id: me.id, name: `${me.firstName} ${me.lastName}`.trim() });
    return {
      setStatus,
      comeBack,
      cancelBoomerang,
      assign,
      assignToMe,
      delegate: delegateTo,
      moveToTeam,
      setTopics,
      setTags,
    };
  }, [
    cache,
    me.id,
    me.firstName,
    me.lastName,
    say,
    t,
    locale,
    toasts,
    askWhen,
    askFull,
    askBeforeResolve,
    onNewer,
    topicNames,
    tagNames,
  ]);
}

function whenOf(wish: BoomerangWish, locale: string): string {
  const now = Date.now();
  const at = "at" in wish ? wish.at : new Date(now + wish.inMinutes * 60_000).toISOString();
  return timeAhead(at, now, locale) ?? "";
}

/** The boomerang that a row has, to be set again; the system's comes back only by itself. */
function wishOf({ boomerang }: ConversationRow): BoomerangWish | null {
  if (boomerang === null || boomerang.by === null) return null;
  return { at: boomerang.at, note: boomerang.note };
}
