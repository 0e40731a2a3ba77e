import type { ChannelId, ConversationId, OrganizationId, UserId } from "@guichet/contract";

/** A conversation as those name it who look at it. */
export type Place = {
  readonly organizationId: OrganizationId;
  readonly channelId: ChannelId;
  readonly conversationId: ConversationId;
};
/** One tab that looks at a conversation, or no longer does; told between processes. */
export type Glance = Place & { readonly viewerId: string; readonly userId: UserId; readonly on: boolean };

type Seen = { readonly place: Place; readonly userId: UserId; readonly until: number };

/** What no process has told again for so long is over: the process is gone. Milliseconds. */
export const GLANCE_LASTS = 60_000;

/**
 * Who looks at what, over all processes. A conversation is kept under the channel its viewers name: whoever names another one
 * than it has stands alone there, so that nobody has to ask the database whose conversation it is.
 */
export class ViewerRoster {
  readonly #seen = new Map<string, Seen>();
  readonly #places = new Map<string, Set<string>>();

  /** Answers where it is different now. A tab is in one place. */
  note({ viewerId, userId, on, ...place }: Glance, now: number): Place[] {
    const before = this.#seen.get(viewerId)?.place;
    const same = before !== undefined && keyOf(before) === keyOf(place);
    if (!on) {
      // A word about a place that was left already says nothing about where the tab is now.
      if (same) this.#remove(viewerId);
      return same ? [place] : [];
    }
    if (!same) this.#remove(viewerId);
    this.#seen.set(viewerId, { place, userId, until: now + GLANCE_LASTS });
    const there = this.#places.get(keyOf(place)) ?? new Set();
    this.#places.set(keyOf(place), there.add(viewerId));
    return same ? [] : [...(before === undefined ? [] : [before]), place];
  }

  /** Forgets what was not told again; answers the places where somebody was. */
  expire(now: number): Place[] {
    const over = [...this.#seen].filter(([, { until }]) => until <= now);
    for (const [viewerId] of over) this.#remove(viewerId);
    return [...new Map(over.map(([, { place }]) => [keyOf(place), place])).values()];
  }

  /** The tabs that look at it, by their ids. */
  tabsAt(place: Place): ReadonlySet<string> {
    return this.#places.get(keyOf(place)) ?? new Set();
  }

  /** Each person once, however many tabs they have open there; who came first stands first. */
  peopleAt(place: Place): UserId[] {
    return [...new Set([...this.tabsAt(place)].flatMap((id) => this.#seen.get(id)?.userId ?? []))];
  }

  #remove(viewerId: string): void {
    const seen = this.#seen.get(viewerId);
    if (seen === undefined) return;
    this.#seen.delete(viewerId);
    const there = this.#places.get(keyOf(seen.place));
    there?.delete(viewerId);
    if (there?.size === 0) this.#places.delete(keyOf(seen.place));
  }
}

export function keyOf({ organizationId, channelId, conversationId }: Place): string {
  return `${organizationId} ${channelId} ${conversationId}`;
}
