import type { ChannelId, ContactGroupId, Prioritization, TopicId } from "@guichet/contract";
import type { Names, Unknown } from "./names.ts";
import type { PrioritizationForm } from "./rules-form.ts";

/** What is answered sooner, as the file has it. */
export function toPrioritizationForm(given: Prioritization, names: Names): PrioritizationForm {
  return sorted({
    topics: given.topicIds.flatMap((id) => names.nameOf("topic", id) ?? []),
    contactGroups: given.contactGroupIds.flatMap((id) => names.nameOf("contactGroup", id) ?? []),
    channels: given.channels.flatMap(({ channelId, visibility }) => {
      const channel = names.nameOf("channel", channelId);
      return channel === undefined ? [] : [{ channel, visibility: visibility ?? ("both" as const) }];
    }),
  });
}

export function prioritizationWithKnownNames(form: PrioritizationForm, names: Names, unknown: Unknown) {
  const known = (kind: "topic" | "contactGroup" | "channel", name: string): string[] => {
    const here = names.known(kind, name);
    if (here === undefined) unknown.note(kind, name, "");
    return here === undefined ? [] : [here];
  };
  return sorted({
    topics: form.topics.flatMap((name) => known("topic", name)),
    contactGroups: form.contactGroups.flatMap((name) => known("contactGroup", name)),
    channels: form.channels.flatMap(({ channel, visibility }) =>
      known("channel", channel).map((name) => ({ channel: name, visibility })),
    ),
  });
}

/** Each once; the order means nothing. */
function sorted({ topics, contactGroups, channels }: PrioritizationForm): PrioritizationForm {
  const byChannel = new Map(channels.map((one) => [one.channel, one]));
  return {
    topics: [...new Set(topics)].toSorted(),
    contactGroups: [...new Set(contactGroups)].toSorted(),
    channels: [...byChannel.values()].toSorted((a, b) => (a.channel < b.channel ? -1 : 1)),
  };
}

export function toPrioritization(form: PrioritizationForm, names: Names): Prioritization {
  return {
    topicIds: form.topics.flatMap((name) => names.idOf<TopicId>("topic", name) ?? []),
    contactGroupIds: form.contactGroups.flatMap((name) => names.idOf<ContactGroupId>("contactGroup", name) ?? []),
    channels: form.channels.flatMap(({ channel, visibility }) => {
      const channelId = names.idOf<ChannelId>("channel", channel);
      return channelId === undefined ? [] : [{ channelId, visibility: visibility === "both" ? null : visibility }];
    }),
  };
}
