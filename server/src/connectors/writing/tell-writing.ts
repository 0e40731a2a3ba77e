import {
  type ChannelId,
  type ConversationId,
  type OrganizationId,
  PLATFORMS,
  replyWindowAt,
  replyWindowHoursOf,
} from "@guichet/contract";
import type { ChannelForConnector as OpenedChannel } from "../../channels/index.ts";
import { type ConnectorCtxDeps, createConnectorCtx } from "../connector-ctx.ts";
import type { Connectors } from "../connectors.ts";
import { ownWindowOf } from "../own-window.ts";
import { loadWritingRow, type WritingRow } from "./writing.sql.ts";
import type { Writing } from "./writing.ts";

export type WritingDeps = ConnectorCtxDeps & {
  readonly connectors: Connectors;
  readonly channel: (organizationId: OrganizationId, channelId: ChannelId) => Promise<OpenedChannel | undefined>;
};
/** What an agent's screen says. */
export type WritingNews = {
  readonly organizationId: OrganizationId;
  readonly channelId: ChannelId;
  readonly conversationId: ConversationId;
  readonly on: boolean;
};

const PATIENCE_MS = 5000;
/** Calls on their way at once; one more is left out. */
const MOST_AT_ONCE = 50;
/** Asked again so long before the platform takes the sign away by itself. */
const AHEAD_MS = 1500;

/**
 * Shows contacts that somebody answers them, on the networks that show it, and so that they have been read. By the process that
 * the agent's screen speaks to. Nothing is stored, nothing waits for it, and what a network says to it changes nothing.
 */
export function createWritingTeller(deps: WritingDeps): (news: WritingNews) => Promise<void> {
  /** Until when it is shown, epoch ms. */
  const shown = new Map<ConversationId, number>();
  let underWay = 0;

  async function tell(news: WritingNews): Promise<void> {
    const channel = await deps.channel(news.organizationId, news.channelId);
    if (channel === undefined || channel.state !== "connected" || !PLATFORMS[channel.platform].can.typing) return;
    const sign = deps.connectors.get(channel.platform)?.writing;
    if (sign === undefined) return;
    const now = deps.now().getTime();
    const until = shown.get(news.conversationId) ?? 0;
    if (news.on ? until - AHEAD_MS > now : until <= now) return;
    // Noted before anything is waited for: the next key stroke must not ask as well.
    note(news, now, sign.lastsMs);
    if (!news.on && !sign.ends) return;
    const row = await loadWritingRow(deps.database.of(news.organizationId), news.organizationId, news.conversationId);
    if (row === undefined || isClosed(channel, row, now)) return;
    const ctx = createConnectorCtx(deps, channel, AbortSignal.timeout(PATIENCE_MS));
    const error = await sign.show(toWriting(row, news.on, until > now), channel, ctx);
    if (error !== undefined) ctx.log("info", "a contact was not shown that somebody answers", { code: error.code });
  }

  function note({ conversationId, on }: WritingNews, now: number, lastsMs: number): void {
    if (shown.size > 10_000) for (const [id, until] of shown) if (until <= now) shown.delete(id);
    if (on) shown.set(conversationId, now + lastsMs);
    else shown.delete(conversationId);
  }

  return async (news) => {
    if (underWay >= MOST_AT_ONCE) return;
    underWay += 1;
    try {
      await tell(news);
    } catch {
      deps.log.debug("a contact was not shown that somebody answers", { channel: news.channelId });
    } finally {
      underWay -= 1;
    }
  };
}

function isClosed(channel: OpenedChannel, { last_wrote_at }: WritingRow, now: number): boolean {
  const hours = replyWindowHoursOf(channel.platform, ownWindowOf(channel).hours);
  const wrote = last_wrote_at === null ? null : new Date(last_wrote_at);
  return replyWindowAt(hours, "private", wrote, now).state === "closed";
}

function toWriting(row: WritingRow, on: boolean, again: boolean): Writing {
  const { party_external_id, party_name, party_aliases, inbound_external_id, inbound_at, thread_key } = row;
  const aliases = party_aliases.length === 0 ? {} : { aliases: party_aliases };
  return {
    ...{ on, again },
    to: { externalId: party_external_id, displayName: party_name, ...aliases },
    ...(inbound_external_id === null || inbound_at === null
      ? {}
      : {
          lastInbound: {
            externalId: inbound_external_id,
            context: row.inbound_context ?? {},
            at: new Date(inbound_at).getTime(),
          },
        }),
    ...(thread_key === "" ? {} : { threadKey: thread_key }),
  };
}
