import type { ConversationId, CrossChannelView } from "@guichet/contract";
import type { QueryClient } from "@tanstack/react-query";
import { queries } from "../api/queries.ts";
import { keys } from "../features/conversations/keys.ts";
import {
  EMPTY_MEMORY,
  type Memory,
  readConversations,
  writeConversations,
} from "../features/conversations/picture/caches.ts";
import type { KeptList } from "../features/conversations/picture/conversations-picture.ts";
import { asksForContacts } from "../features/conversations/picture/queue-filter.ts";
import type { Typing } from "../features/conversations/typing.ts";
import { addReadSeqs } from "../features/conversations/unread/read-seqs.ts";
import { addUnreadMarks } from "../features/conversations/unread/unread-marks.ts";
import type { Viewers } from "../features/conversations/viewing/viewers.ts";
import { insightsMayHaveChanged } from "../features/insights/refresh-insights.ts";
import { hearNotifications } from "../features/notifications/hear-notifications.ts";
import { comparePositions, type Picture } from "./picture.ts";

/** The picture as it lies in the query cache; undefined before bootstrap. */
export function readPicture(cache: QueryClient, position: string): Picture | undefined {
  const world = cache.getQueryData(queries.bootstrap().queryKey);
  const conversations = readConversations(cache);
  if (world === undefined || conversations === undefined) return undefined;
  return {
    // Somebody else may have fetched the world anew; its counters know more than the last frame did.
    position: comparePositions(position, world.position) < 0 ? world.position : position,
    world,
    conversations,
    typing: cache.getQueryData<Typing>(keys.typing) ?? new Map(),
    stolen: cache.getQueryData<ReadonlyMap<ConversationId, string>>(keys.stolen) ?? new Map(),
    viewers: cache.getQueryData<Viewers>(keys.viewers) ?? null,
    contacts: new Set(),
    begunBy: new Set(),
    movedOf: new Set(),
    notified: [],
    unreadMarks: new Map(),
    gone: new Set(),
    hidden: new Set(),
    deletedContacts: new Set(),
    stale: false,
  };
}

/** Puts what changed back into the query cache: only what changed is drawn again. */
export function writePicture(cache: QueryClient, before: Picture, after: Picture): void {
  if (after.world !== before.world) cache.setQueryData(queries.bootstrap().queryKey, after.world);
  const { presence, awayState } = after.world.me;
  if (presence !== before.world.me.presence || awayState?.id !== before.world.me.awayState?.id) {
    cache.setQueryData(queries.me().queryKey, (me) => me && { ...me, presence, awayState });
  }
  writeConversations(cache, before.conversations, after.conversations);
  for (const id of after.contacts) {
    void cache.invalidateQueries({ queryKey: ["contacts", id] });
    void cache.invalidateQueries({ queryKey: ["contact-list"], refetchType: "none" });
  }
  for (const id of after.movedOf)
    if (!after.contacts.has(id)) void cache.invalidateQueries({ queryKey: ["contacts", id] });
  if (after.begunBy.size > 0 || after.gone.size > 0) askChannelsAgain(cache, after);
  for (const id of after.gone) {
    cache.setQueryData<ReadonlySet<ConversationId>>(keys.gone, (known) => new Set(known).add(id));
    void cache.invalidateQueries({ queryKey: keys.thread(id) });
  }
  for (const id of after.hidden) void cache.invalidateQueries({ queryKey: keys.thread(id) });
  for (const id of after.deletedContacts) {
    void cache.invalidateQueries({ queryKey: ["contacts", id] });
    void cache.invalidateQueries({ queryKey: ["contact-list"] });
    void cache.invalidateQueries({ queryKey: ["privacy"] });
  }
  // Which rows a filter by groups or VIP gains is known to the server alone.
  if (after.contacts.size > 0)
    void cache.invalidateQueries({
      queryKey: keys.lists,
      predicate: ({ state }) => asksForContacts((state.data as KeptList | undefined)?.filter),
    });
  if (after.conversations !== before.conversations) insightsMayHaveChanged(cache);
  if (after.notified.length > 0) void hearNotifications(cache, after.notified);
  for (const [id, { mark, readSeq }] of after.unreadMarks) {
    addUnreadMarks(cache, { [id]: mark });
    addReadSeqs(cache, { [id]: readSeq });
  }
  if (after.typing !== before.typing) cache.setQueryData(keys.typing, after.typing);
  if (after.viewers !== before.viewers) cache.setQueryData<Viewers>(keys.viewers, after.viewers);
  if (after.stolen !== before.stolen) cache.setQueryData(keys.stolen, after.stolen);
}

/** On which channels a person has conversations changes when one begins, or goes with its contact. */
function askChannelsAgain(cache: QueryClient, { begunBy, gone }: Picture): void {
  void cache.invalidateQueries({
    queryKey: keys.allCrossChannel,
    predicate: ({ state }) => {
      const known = (state.data as CrossChannelView | undefined)?.contactIds ?? [];
      return gone.size > 0 || known.some((id) => begunBy.has(id));
    },
  });
}

/**
 * After the first bootstrap: what was asked for before may be older than the position from which the feed goes on, and what
 * lies between is in no frame. It is asked for once more while it is shown; what is still on its way, as soon as it is there.
 */
export function refreshEarly(cache: QueryClient): void {
  for (const queryKey of [keys.lists, keys.threads, keys.allCrossChannel, keys.histories])
    for (const query of cache.getQueryCache().findAll({ queryKey })) {
      const again = (): void => void cache.invalidateQueries({ queryKey: query.queryKey, exact: true });
      if (query.state.fetchStatus === "idle") again();
      else query.fetch().then(again, () => undefined);
    }
}

/** After a new bootstrap: what was remembered of before counts no more, and what is shown is fetched again. */
export function refreshPicture(cache: QueryClient): void {
  insightsMayHaveChanged(cache);
  cache.setQueryData<Memory>(keys.memory, EMPTY_MEMORY);
  cache.removeQueries({ queryKey: keys.all, type: "inactive", predicate: (query) => query.queryKey.length > 2 });
  for (const queryKey of [
    keys.lists,
    keys.allCounts,
    keys.threads,
    keys.allCrossChannel,
    keys.histories,
    keys.drafts,
    ["users"],
    ["teams"],
    ["channels"],
    ["topics"],
    ["tags"],
    ["automations"],
    ["organization"],
    ["away-states"],
    ["contacts"],
    ["contact-list"],
    ["attributes"],
    ["contact-groups"],
    ["business-hours"],
    ["sla-policies"],
    ["notifications"],
    ["queue-views"],
  ]) {
    void cache.invalidateQueries({ queryKey });
  }
}
