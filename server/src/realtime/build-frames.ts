import type {
  ChannelId,
  Colleague,
  ConversationId,
  ConversationRow,
  ConversationStatus,
  LoggedEvent,
  MessageView,
  ThreadEntry,
  UserId,
} from "@guichet/contract";

/** What a stretch of events about one conversation becomes on the wire, before it is presented to somebody. */
export type ConversationNews = {
  readonly kind: "conversation";
  readonly position: string;
  readonly channelId: ChannelId;
  readonly row: ConversationRow;
  readonly entries: readonly ThreadEntry[];
  /** What each of its events did to the status, in order; never empty. */
  readonly steps: readonly [StatusStep, ...StatusStep[]];
};
export type StatusStep = {
  readonly position: string;
  readonly before: ConversationStatus | null;
  readonly after: ConversationStatus;
};
export type News =
  | ConversationNews
  | { readonly kind: "colleague"; readonly position: string; readonly colleague: Colleague }
  | { readonly kind: "world_changed"; readonly position: string }
  | {
      readonly kind: "lock_stolen";
      readonly from: UserId;
      readonly conversationId: ConversationId;
      readonly byName: string;
    };

/** What was read once for a whole batch. */
export type Loaded = {
  readonly rows: ReadonlyMap<ConversationId, ConversationRow>;
  readonly messages: ReadonlyMap<string, MessageView>;
  readonly audit: ReadonlyMap<string, ThreadEntry>;
  readonly colleagues: ReadonlyMap<UserId, Colleague>;
};

/** Which events say nothing to a browser: opening and leaving are for the metrics. */
const SILENT = new Set(["conversation.opened", "conversation.left"]);

/**
 * Turns a batch of one organization's events into news, in order. Only neighbours about the same conversation are joined:
 * a browser that resumes between two frames must miss nothing. Pure.
 */
export function buildNews(events: readonly LoggedEvent[], loaded: Loaded): News[] {
  const news: News[] = [];
  for (const event of events) {
    if (SILENT.has(event.type)) continue;
    if ("conversationId" in event.data) addConversation(news, event, loaded);
    else if (event.type === "presence.changed") addColleague(news, event.position, event.data.userId, loaded);
    else news.push({ kind: "world_changed", position: event.position });
  }
  return news;
}

function addConversation(news: News[], event: LoggedEvent, loaded: Loaded): void {
  if (!("conversationId" in event.data)) return;
  const row = loaded.rows.get(event.data.conversationId);
  if (row === undefined) return;
  const before =
    event.type === "conversation.created"
      ? null
      : event.type === "conversation.status_changed"
        ? event.data.before
        : event.data.status;
  const step: StatusStep = { position: event.position, before, after: event.data.status };
  const entries = entriesOf(event, loaded);
  const last = news.at(-1);
  if (last?.kind === "conversation" && last.row.id === row.id) {
    const known = new Set(last.entries.map((entry) => entry.id));
    news[news.length - 1] = {
      ...last,
      position: event.position,
      entries: [...last.entries, ...entries.filter((entry) => !known.has(entry.id))],
      steps: [...last.steps, step],
    };
  } else {
    news.push({
      kind: "conversation",
      position: event.position,
      channelId: event.data.channelId,
      row,
      entries,
      steps: [step],
    });
  }
  if (event.type === "conversation.locked" && event.data.stolenFrom !== null) {
    news.push({
      kind: "lock_stolen",
      from: event.data.stolenFrom,
      conversationId: row.id,
      byName: row.lock?.name ?? "",
    });
  }
}

/**
 * The status change for whoever has heard up to `position`. Events that were joined here may have come to a browser one by
 * one when it caught up: what it has counted already must not be counted again, nor be skipped. Pure.
 */
export function statusChangeAfter(news: ConversationNews, position: bigint): Omit<StatusStep, "position"> {
  const [first] = news.steps;
  const next = news.steps.find((step) => BigInt(step.position) > position) ?? first;
  return { before: next.before, after: news.steps.at(-1)?.after ?? first.after };
}

function entriesOf(event: LoggedEvent, loaded: Loaded): ThreadEntry[] {
  const message = "messageId" in event.data ? loaded.messages.get(event.data.messageId) : undefined;
  const audit = loaded.audit.get(event.id);
  return [...(message === undefined ? [] : [message]), ...(audit === undefined ? [] : [audit])];
}

function addColleague(news: News[], position: string, userId: UserId, loaded: Loaded): void {
  const colleague = loaded.colleagues.get(userId);
  if (colleague !== undefined) news.push({ kind: "colleague", position, colleague });
}
