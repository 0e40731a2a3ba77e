import type { FollowerStart, Frame, Recorded, StoredEvent, SystemState, Violation } from "../history/history.ts";
import { groupBy } from "./wishes.ts";

/** These say nothing to a browser. */
const SILENT = new Set(["conversation.opened", "conversation.left"]);
const TELLING = new Set(["message.received", "message.sent", "comment.added"]);

/** One life of a live client: from a bootstrap to the end, or to the next reload. */
type Life = { readonly start: FollowerStart; readonly frames: Frame[]; reloaded: boolean };

/** I13: every live client saw every durable frame once and in order, over all its reconnects, or was told to reload. */
export function checkFollowers(record: readonly Recorded[], state: SystemState): Violation[] {
  return gatherLives(record).flatMap((life) => {
    const order = checkPositions(life);
    // What follows from a wrong order need not be told again.
    return order.length > 0 ? order : [...checkCrossing(life), ...checkComplete(life, state), ...checkEnd(life, state)];
  });
}

function gatherLives(record: readonly Recorded[]): Life[] {
  const lives: Life[] = [];
  const current = new Map<string, Life>();
  for (const line of record) {
    if (line.type === "follower_start") {
      const life: Life = { start: line, frames: [], reloaded: false };
      current.set(line.follower, life);
      lives.push(life);
    }
    const life = "follower" in line ? current.get(line.follower) : undefined;
    if (line.type === "frame") life?.frames.push(line);
    if (line.type === "reloaded" && life !== undefined) life.reloaded = true;
  }
  return lives;
}

function checkPositions({ start, frames }: Life): Violation[] {
  let last = BigInt(start.position);
  for (const frame of frames) {
    const position = BigInt(frame.position);
    if (position <= last) return [say(start, `got position ${position} after ${last}`)];
    last = position;
  }
  return [];
}

function checkCrossing({ start, frames }: Life): Violation[] {
  return frames
    .filter(({ conversation }) => conversation !== undefined && !start.channelIds.includes(conversation.channelId))
    .map((frame) => ({
      invariant: "crossing",
      detail: `${start.follower} got a conversation of ${frame.conversation?.channelId}`,
    }));
}

/** The first frame at or behind an event's position tells of it: neighbours about one conversation share a frame. */
function checkComplete({ start, frames, reloaded }: Life, state: SystemState): Violation[] {
  const violations: Violation[] = [];
  let next = 0;
  for (const event of state.events) {
    if (BigInt(event.position) <= BigInt(start.position) || !concerns(event, start)) continue;
    while (next < frames.length && BigInt(frames[next]?.position ?? 0) < BigInt(event.position)) next += 1;
    const frame = frames[next];
    if (frame === undefined && reloaded) break;
    if (!tells(frame, event)) violations.push(say(start, `missed ${event.eventType} at position ${event.position}`));
  }
  return violations;
}

function concerns(event: StoredEvent, start: FollowerStart): boolean {
  return (
    event.organizationId === start.organizationId &&
    event.conversationId !== null &&
    event.channelId !== null &&
    start.channelIds.includes(event.channelId) &&
    !SILENT.has(event.eventType)
  );
}

function tells(frame: Frame | undefined, event: StoredEvent): boolean {
  if (frame?.conversation?.id !== event.conversationId) return false;
  const entry = TELLING.has(event.eventType) ? event.messageId : event.seq === null ? null : event.id;
  return entry === null || (frame?.conversation?.entryIds.includes(entry) ?? false);
}

/** In the end the client's counters and rows are the server's. */
function checkEnd({ start, frames, reloaded }: Life, state: SystemState): Violation[] {
  if (reloaded) return [];
  const counts: Record<string, number> = { ...start.counts };
  const rows = new Map<string, { version: number; status: string }>();
  const add = (key: string, by: number) => {
    if (!key.endsWith(" resolved")) counts[key] = (counts[key] ?? 0) + by;
  };
  for (const { conversation } of frames) {
    if (conversation === undefined) continue;
    if (conversation.before !== null) add(`${conversation.channelId} ${conversation.before}`, -1);
    add(`${conversation.channelId} ${conversation.after}`, 1);
    if (conversation.version >= (rows.get(conversation.id)?.version ?? 0)) rows.set(conversation.id, conversation);
  }
  const stored = groupBy(state.conversations, (conversation) => conversation.id);
  return [
    ...[...new Set([...Object.keys(counts), ...Object.keys(state.queueCounts)])]
      .filter((key) => start.channelIds.includes(key.split(" ")[0] ?? ""))
      .filter((key) => (counts[key] ?? 0) !== (state.queueCounts[key] ?? 0))
      .map((key) => say(start, `counts ${key} as ${counts[key] ?? 0}, the server as ${state.queueCounts[key] ?? 0}`)),
    ...[...rows]
      .filter(([id, row]) => stored.get(id)?.[0]?.status !== row.status)
      .map(([id, row]) => say(start, `shows conversation ${id} as ${row.status}`)),
  ];
}

function say(start: FollowerStart, detail: string): Violation {
  return { invariant: "live feed", detail: `${start.follower} ${detail}` };
}
