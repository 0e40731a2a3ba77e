import type { ConversationStatus } from "@guichet/contract";
import type { ChannelName, TopicName } from "./cast.ts";
import { withBoomerangs } from "./plan-boomerangs.ts";
import { type PastContact, planContact } from "./plan-contact.ts";
import { invalidPrefix, type PastStep, planSteps } from "./plan-steps.ts";
import { withWork } from "./plan-work.ts";
import { createRandom, type Random } from "./random.ts";
import { ENGLISH } from "./stories/english.ts";
import { FRENCH } from "./stories/french.ts";
import { OTHER_LANGUAGES } from "./stories/other-languages.ts";
import type { Language, Story } from "./stories/story.ts";

export type PastConversation = {
  readonly contact: PastContact;
  readonly topic: TopicName;
  readonly end: ConversationStatus;
  /** In the order of time, all before now. */
  readonly steps: readonly PastStep[];
  /** Of a mail. */
  readonly subject?: string;
  /** Written for everybody, under this post. */
  readonly post?: { readonly key: string; readonly text: string; readonly dark: boolean };
};
/** Conversations of one contact, one after the other. */
export type PastLife = readonly PastConversation[];
export type PastPlan = {
  readonly seed: number;
  readonly now: number;
  readonly conversations: number;
  /** Do some contacts write mails? */
  readonly mail?: boolean;
};

const STORIES = [...ENGLISH, ...FRENCH, ...OTHER_LANGUAGES];
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How many stand open at the end; the rest is Resolved. */
export const STILL_NEW = 15;
export const STILL_PENDING = 20;
/** How many were resolved in the hours before now. */
const RESOLVED_TODAY = 22;

/** Three months at Atelier Lumen. Pure: the same seed and instant give the same past. */
export function planPast({ seed, now, conversations, mail = false }: PastPlan): PastLife[] {
  const random = createRandom(seed);
  const told = new Set<Story>();
  const lives: { contact: PastContact; past: PastConversation[]; freeFrom: number }[] = [];
  for (const wish of listWishes(random, now, conversations)) {
    const known = random.chance(0.35) ? lives.filter((life) => life.freeFrom < wish.at - DAY) : [];
    const life = known.length > 0 ? random.pick(known) : { contact: newContact(random, mail), past: [], freeFrom: 0 };
    if (life.past.length === 0) lives.push(life);
    const conversation = planConversation(random, life.contact, wish, now, told);
    life.past.push(conversation);
    life.freeFrom = wish.end === "resolved" ? (conversation.steps.at(-1)?.at ?? now) : Number.POSITIVE_INFINITY;
  }
  const past = lives.map((life) => life.past);
  return withWork(createRandom(seed + 2), withBoomerangs(createRandom(seed + 1), past, now), now);
}

type Wish = { readonly at: number; readonly end: ConversationStatus };

/** When conversations begin (Resolved) or have their last line (the others). More of them lately than long ago. */
function listWishes(random: Random, now: number, conversations: number): Wish[] {
  const rest = Math.max(0, conversations - STILL_NEW - STILL_PENDING);
  const lately = Math.min(rest, RESOLVED_TODAY);
  // Most of them not long ago: a shift may have begun an hour before somebody looks.
  const today = Array.from({ length: lately }, () => ({
    at: now - (50 + 560 * random.next() ** 2) * MINUTE,
    end: "resolved" as const,
  }));
  const resolved = Array.from({ length: rest - lately }, () => {
    const daysAgo = 1.2 + 88 * random.next() ** 1.4;
    return { at: atDaytime(random, now - daysAgo * DAY, now - 1.1 * DAY), end: "resolved" as const };
  });
  const pending = Array.from({ length: STILL_PENDING }, () => ({
    at: now - random.between(100, 3 * 24 * 60) * MINUTE,
    end: "pending" as const,
  }));
  const fresh = Array.from({ length: STILL_NEW }, (_, n) => ({
    at: now - (2 + n * 9 + random.between(0, 8)) * MINUTE,
    end: "new" as const,
  }));
  // New first: they have the widest choice of stories nobody else tells.
  return [...resolved.sort((a, b) => a.at - b.at), ...fresh, ...pending, ...today];
}

/** People write from seven in the morning to ten in the evening. */
function atDaytime(random: Random, at: number, latest: number): number {
  const midnight = Math.floor(at / DAY) * DAY;
  return Math.min(midnight + random.between(7 * 60, 22 * 60) * MINUTE, latest);
}

const LANGUAGES: readonly Language[] = ["en", "en", "en", "en", "fr", "fr", "fr", "de", "es", "it", "nl"];
const TRADE_LANGUAGES: readonly Language[] = ["en", "fr"];

function newContact(random: Random, mail: boolean): PastContact {
  if (mail && random.chance(0.12)) return planContact(random, "Support mail", random.pick(LANGUAGES));
  const channel: ChannelName = random.chance(0.52) ? "Website" : random.chance(0.6) ? "Mobile app" : "Trade website";
  return planContact(random, channel, random.pick(channel === "Trade website" ? TRADE_LANGUAGES : LANGUAGES));
}

function planConversation(
  random: Random,
  contact: PastContact,
  wish: Wish,
  now: number,
  told: Set<Story>,
): PastConversation {
  const fits = storiesFor(contact, wish.end);
  // Who waits side by side does not ask the same.
  const unheard = fits.filter((story) => wish.end === "resolved" || !told.has(story));
  const story = random.pick(unheard.length > 0 ? unheard : fits);
  if (wish.end !== "resolved") told.add(story);
  const steps = planSteps(random, contact, story, wish.end);
  const [first, last] = [steps[0]?.at ?? 0, steps.at(-1)?.at ?? 0];
  const shift = wish.end === "resolved" ? Math.min(wish.at - first, now - MINUTE - last) : wish.at - last;
  return {
    contact,
    topic: story.topic,
    end: wish.end,
    steps: steps.map((step) => ({ ...step, at: Math.round(step.at + shift) })),
    ...(contact.channel === "Support mail" ? { subject: subjectOf(steps) } : {}),
  };
}

/** Subjects are how people begin, behind the greeting. */
function subjectOf(steps: readonly PastStep[]): string {
  const first = steps.find((step) => step.type === "message");
  const sentences = (first?.type === "message" ? first.text : "").split(/(?<=[.!?])\s/);
  const sentence = sentences.find((one) => one.length > 14) ?? sentences[0] ?? "";
  return sentence.length <= 70 ? sentence.replace(/[.!]$/, "") : `${sentence.slice(0, 66).replace(/\s+\S*$/, "")} …`;
}

/** Trade people ask trade questions; private ones never do. A short story cannot stand half-way. */
function storiesFor(contact: PastContact, end: ConversationStatus): Story[] {
  const trade = contact.channel === "Trade website";
  const fits = STORIES.filter(
    (story) =>
      story.language === contact.language && (trade || story.topic !== "Trade orders") && !invalidPrefix(story, end),
  );
  const own = trade ? fits.filter((story) => TRADE.includes(story.topic)) : fits;
  return own.length > 0 ? own : fits;
}

const TRADE: readonly TopicName[] = ["Trade orders", "Invoices", "Custom orders"];
