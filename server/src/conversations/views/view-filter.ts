import type { ChannelId, QueueFilterQuery } from "@guichet/contract";
import { channelId, contactGroupId, tagId, teamId, topicId, userId } from "@guichet/contract";

const WORDS: readonly string[] = ["unassigned", "me", "others"];

/** Only what means something, each once: what is kept of a filter that somebody saves. */
export function tidyFilter(filter: QueueFilterQuery): QueueFilterQuery {
  return withoutGaps({
    channels: tidy(filter.channels, (one) => channelId.safeParse(one).success),
    assignedTo: tidy(filter.assignedTo, (one) => WORDS.includes(one) || userId.safeParse(one).success),
    teams: tidy(filter.teams, (one) => one === "none" || teamId.safeParse(one).success),
    topics: tidy(filter.topics, (one) => topicId.safeParse(one).success),
    tags: tidy(filter.tags, (one) => tagId.safeParse(one).success),
    groups: tidy(filter.groups, (one) => contactGroupId.safeParse(one).success),
    vip: filter.vip,
    visibility: filter.visibility,
    waiting: filter.waiting,
    window: filter.window,
    only: filter.only,
  });
}

/** The filter as somebody may read it who sees these channels; how many others it names. */
export function visibleFilter(
  filter: QueueFilterQuery,
  seen: readonly ChannelId[],
): { readonly filter: QueueFilterQuery; readonly hiddenChannels: number } {
  if (filter.channels === undefined) return { filter, hiddenChannels: 0 };
  const all = idsOf(filter.channels);
  const shown = all.filter((id) => seen.some((one) => one === id));
  return { filter: { ...filter, channels: shown.join(",") }, hiddenChannels: all.length - shown.length };
}

/** What somebody saves over a filter of which they did not see everything: the channels they do not see stay in it. */
export function keepHidden(
  before: QueueFilterQuery,
  after: QueueFilterQuery,
  seen: readonly ChannelId[],
): QueueFilterQuery {
  if (before.channels === undefined || after.channels === undefined) return after;
  const hidden = idsOf(before.channels).filter((id) => !seen.some((one) => one === id));
  return { ...after, channels: [...new Set([...idsOf(after.channels), ...hidden])].join(",") };
}

function idsOf(text: string): string[] {
  return text.split(",").filter((one) => one !== "");
}

/** Asked for and empty is something else than not asked for: nothing fits it. */
function tidy(text: string | undefined, means: (one: string) => boolean): string | undefined {
  return text === undefined ? undefined : [...new Set(idsOf(text))].filter(means).join(",");
}

function withoutGaps(filter: QueueFilterQuery): QueueFilterQuery {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
