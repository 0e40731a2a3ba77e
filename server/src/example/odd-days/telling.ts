import type { ConversationStatus } from "@guichet/contract";
import type { ChannelName, TopicName } from "../cast.ts";
import type { PastContact } from "../plan-contact.ts";
import type { PastConversation } from "../plan-past.ts";
import type { PastStep } from "../plan-steps.ts";
import type { Language } from "../stories/story.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function someone(channel: ChannelName, name: string, id: string, language: Language = "en"): PastContact {
  const api = channel === "Mobile app" || channel === "Community";
  return {
    ...{ channel, language, name, city: "Lyon", attributes: {}, verified: api },
    firstName: name.split(" ")[0] ?? name,
    externalId: api ? `${channel === "Community" ? "member" : "app"}-${id}` : `v-${id}-000000`,
    handle: channel === "Community" ? name.toLowerCase().replaceAll(" ", ".") : undefined,
  };
}

export function conversation(
  contact: PastContact,
  topic: TopicName,
  end: ConversationStatus,
  steps: readonly PastStep[],
): PastConversation {
  return { contact, topic, end, steps: steps.map((step) => ({ ...step, at: Math.round(step.at) })) };
}

/** Whoever answers gives it a topic first, as everywhere. */
export function under(
  post: NonNullable<PastConversation["post"]>,
  contact: PastContact,
  about: TopicName | "Praise" | "Complaint",
  end: ConversationStatus,
  steps: readonly PastStep[],
): PastConversation {
  const topic: TopicName = about === "Praise" || about === "Complaint" ? "Showroom visits" : about;
  const first = steps.findIndex((step) => step.type === "reply");
  const reply = steps[first];
  const labelled: readonly PastStep[] =
    reply?.type === "reply"
      ? steps.toSpliced(first, 0, { type: "topic", at: reply.at - 5000, agent: reply.agent, topic })
      : steps;
  return { ...conversation(contact, topic, end, labelled), post };
}

export function said(at: number, text: string): PastStep {
  return { type: "message", at, text };
}

export function replied(
  at: number,
  agent: string,
  text: string,
  afterwards: "pending" | "resolved" = "pending",
): PastStep {
  return { type: "reply", at, agent, text, afterwards };
}

export function noted(at: number, agent: string, text: string, mentions: readonly string[]): PastStep {
  return { type: "comment", at, agent, text, mentions };
}

export function topic(at: number, agent: string, name: TopicName): PastStep {
  return { type: "topic", at, agent, topic: name };
}
