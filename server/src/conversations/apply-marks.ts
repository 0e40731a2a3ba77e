import type { OrganizationId } from "@guichet/contract";
import type { LentClient } from "../db/index.ts";
import { announceChange } from "./announce-change.ts";
import type { MessageNews } from "./message-news.ts";
import type { NewsTarget } from "./news-target.sql.ts";

const MOST_REACTING = 1000;

/** What a person put there later counts, whatever comes first; of many people on one message the first thousand are kept. */
export async function react(
  client: LentClient,
  organizationId: OrganizationId,
  message: NewsTarget,
  { by, emoji, at }: Extract<MessageNews, { kind: "reacted" }>,
  now: Date,
): Promise<void> {
  const before = Object.hasOwn(message.reactions, by) ? message.reactions[by] : undefined;
  if (message.deleted_at !== null || (before !== undefined && before.at > at)) return;
  // One that is taken back is kept, too: it may have overtaken the one that it takes back.
  if (before === undefined && Object.keys(message.reactions).length >= MOST_REACTING) return;
  const isSeen = (before?.emoji ?? []).join() !== emoji.join();
  await client.query(
    `update messages set reactions = reactions || jsonb_build_object($3::text, $4::jsonb),
       changed_at = case when $5 then $6 else changed_at end where organization_id = $1 and id = $2`,
    [organizationId, message.id, by, JSON.stringify({ at, emoji }), isSeen, now],
  );
  message.reactions = { ...message.reactions, [by]: { at, emoji: [...emoji] } };
  // Told once more, and later: what was done in between may still be on its way.
  if (!isSeen) return;
  const data = { ...message.facts, messageId: message.id, change: "reacted" as const };
  await announceChange(client, organizationId, message, {}, { type: "message.changed", data }, now);
}

/** The last of what was done there counts, whatever comes first; of one instant what comes last (channel rules 0.6). */
export async function hide(
  client: LentClient,
  organizationId: OrganizationId,
  message: NewsTarget,
  hidden: boolean,
  at: Date,
  now: Date,
): Promise<void> {
  const { hidden_changed_at: before } = message;
  if (message.deleted_at !== null || (before !== null && before > at)) return;
  // Told once more, and later: what was done in between may still be on its way.
  const isNew = (message.hidden_at !== null) !== hidden;
  await client.query(
    `update messages set hidden_changed_at = $3, hidden_at = case when $4 then $5 else hidden_at end,
       changed_at = case when $4 then $6 else changed_at end where organization_id = $1 and id = $2`,
    [organizationId, message.id, at, isNew, hidden ? now : null, now],
  );
  if (!isNew) return;
  const data = { ...message.facts, messageId: message.id, change: "hidden" as const };
  await announceChange(client, organizationId, message, {}, { type: "message.changed", data }, now);
}
