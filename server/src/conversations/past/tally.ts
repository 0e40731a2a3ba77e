import type { ChannelId, ConversationId, TeamId, UserId } from "@guichet/contract";
import { isSeen, type Limits } from "../../users/index.ts";

/** What a person may see: counted with the rest, and listed only then. */
export type Sighted = { readonly userId: UserId; readonly channels: ReadonlySet<ChannelId>; readonly limits: Limits };
export type Day = { readonly day: string; readonly begins: Date };

/** A conversation that a rule fits, by the message that did. `at`: seconds since 1970. */
export type Hit<Note> = {
  readonly id: ConversationId;
  readonly channelId: ChannelId;
  readonly teamId: TeamId | null;
  readonly assigneeId: UserId | null;
  readonly text: string;
  readonly at: number;
  readonly note: Note;
};

/** So many are listed; all are counted. */
const MOST_SHOWN = 200;
const EXCERPT = 200;

/** Counts what is looked at, from the newest to the oldest, and keeps the newest that one may see. `days`: today first. */
export function createTally<Note>(days: readonly Day[], sight: Sighted) {
  const counted = days.map(({ day, begins }) => ({ day, begins: begins.getTime() / 1000, looked: 0, matched: 0 }));
  const known = new Set<ConversationId>();
  const shown: Hit<Note>[] = [];
  let place = 0;
  let [looked, matched, hidden] = [0, 0, 0];

  function dayOf(at: number): { looked: number; matched: number } | undefined {
    while (place < counted.length - 1 && at < (counted[place]?.begins ?? 0)) place += 1;
    return counted[place];
  }

  return {
    look(at: number, fits: boolean): void {
      const day = dayOf(at);
      looked += 1;
      if (day !== undefined) day.looked += 1;
      if (!fits) return;
      matched += 1;
      if (day !== undefined) day.matched += 1;
    },
    /** True: this conversation was not known before. */
    hit(hit: Hit<Note>): boolean {
      if (known.has(hit.id)) return false;
      known.add(hit.id);
      if (!sight.channels.has(hit.channelId) || !isSeen(sight.limits, sight.userId, hit)) hidden += 1;
      else if (shown.length < MOST_SHOWN) shown.push({ ...hit, text: hit.text.slice(0, EXCERPT) });
      return true;
    },
    looked: () => looked,
    told: () => ({
      ...{ looked, matched, total: known.size, hidden, shown },
      days: counted
        .map(({ day, looked: seen, matched: fitting }) => ({ day, looked: seen, matched: fitting }))
        .reverse(),
    }),
  };
}
