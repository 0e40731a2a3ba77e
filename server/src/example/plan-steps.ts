import type { ConversationStatus } from "@guichet/contract";
import type { ChannelName, TagName, TopicName } from "./cast.ts";
import type { PastContact } from "./plan-contact.ts";
import { planLabels } from "./plan-labels.ts";
import type { Random } from "./random.ts";
import { LAMPS } from "./stories/people.ts";
import type { ExampleFile, Line, Story } from "./stories/story.ts";

/** `at`: epoch milliseconds. `agent`: key of a colleague in the cast. */
export type PastStep =
  | { readonly type: "message"; readonly at: number; readonly text: string; readonly file?: ExampleFile }
  | {
      readonly type: "reply";
      readonly at: number;
      readonly agent: string;
      readonly text: string;
      readonly file?: ExampleFile;
      readonly afterwards: "stay" | "pending" | "resolved";
    }
  | {
      readonly type: "comment";
      readonly at: number;
      readonly agent: string;
      readonly text: string;
      /** Keys of colleagues who are named in it. */
      readonly mentions?: readonly string[];
    }
  | { readonly type: "assign"; readonly at: number; readonly agent: string; readonly to: string }
  | { readonly type: "topic"; readonly at: number; readonly agent: string; readonly topic: TopicName }
  /** On the contact's newest message. */
  | { readonly type: "tag"; readonly at: number; readonly agent: string; readonly tag: TagName }
  | { readonly type: "resolve"; readonly at: number; readonly agent: string }
  /** Comes to the foreground in the agent's browser. */
  | { readonly type: "open"; readonly at: number; readonly agent: string }
  /** A response of the knowledge base is put into the reply box. */
  | { readonly type: "insert"; readonly at: number; readonly agent: string; readonly choice: number }
  /** A reply that leaves at `due`. */
  | {
      readonly type: "schedule";
      readonly at: number;
      readonly agent: string;
      readonly due: number;
      readonly text: string;
    }
  /** The contact's newest comment, where nobody else reads it. */
  | { readonly type: "answerInPrivate"; readonly at: number; readonly agent: string; readonly text: string }
  /** The contact, or the post under which they wrote. */
  | { readonly type: "mute"; readonly at: number; readonly agent: string; readonly what: "contact" | "post" }
  /** The contact's newest message, for good. */
  | { readonly type: "mask"; readonly at: number; readonly agent: string }
  /** The contact, for good; `hint` is what remains. */
  | { readonly type: "delete"; readonly at: number; readonly agent: string; readonly hint: string }
  /** Pending, and back by itself at `due`. */
  | {
      readonly type: "boomerang";
      readonly at: number;
      readonly agent: string;
      readonly due: number;
      readonly note: string;
    };

const SECOND = 1000;
/** Who answers where: the more often named, the more they do. */
const ANSWERS: Record<ChannelName, readonly string[]> = {
  Website: ["tom", "tom", "tom", "lea", "lea", "sofia", "sofia", "jonas", "nadia"],
  "Mobile app": ["tom", "lea", "sofia", "sofia", "nadia"],
  "Trade website": ["amara", "amara", "jonas", "nadia"],
  Community: ["sofia"],
  "Support mail": ["tom", "lea"],
};

/** The lines of a story with their instants, from zero on, as far as the status at the end allows. */
export function planSteps(random: Random, contact: PastContact, story: Story, end: ConversationStatus): PastStep[] {
  const agent = random.pick(ANSWERS[contact.channel]);
  const lines = story.lines.slice(0, cutAt(random, story, end));
  const fill = filler(random, contact, agent);
  const steps: PastStep[] = [];
  let at = 0;
  for (const [n, line] of lines.entries()) {
    if (n > 0) at += pause(random, lines[n - 1], line);
    const last = !lines.slice(n + 1).some((later) => later.by === "agent");
    steps.push(
      toStep(random, line, { at, agent, text: fill(line.text), end, last: last && lines.at(-1)?.by === "agent" }),
    );
  }
  if (end === "resolved" && !isResolvedBy(steps.at(-1)))
    steps.push({ type: "resolve", at: at + random.between(20, 600) * SECOND, agent });
  if (end === "new" && !steps.some((step) => step.type === "reply") && random.chance(0.4))
    steps.push({ type: "assign", at: at + random.between(10, 50) * SECOND, agent: "nadia", to: agent });
  return planLabels(random, story.topic, steps);
}

/** Is there no place in the story where it could stand so? */
export function invalidPrefix(story: Story, end: ConversationStatus): boolean {
  return end === "pending" && !story.lines.some((line) => line.by === "agent");
}

/** New stands after a contact's line, Pending after an agent's. */
function cutAt(random: Random, story: Story, end: ConversationStatus): number {
  if (end === "resolved") return story.lines.length;
  const by = end === "new" ? "contact" : "agent";
  const places = story.lines.flatMap((line, n) => (line.by === by ? [n + 1] : []));
  return end === "new" && random.chance(0.55) ? 1 : random.pick(places);
}

type Moment = { at: number; agent: string; text: string; end: ConversationStatus; last: boolean };

function toStep(random: Random, line: Line, { at, agent, text, end, last }: Moment): PastStep {
  const file = line.file === undefined ? {} : { file: line.file };
  switch (line.by) {
    case "contact":
      return { type: "message", at, text, ...file };
    case "note":
      return { type: "comment", at, agent, text };
    case "agent": {
      const onTheWay = random.chance(0.65) ? "pending" : "stay";
      const final = end === "resolved" && random.chance(0.6) ? "resolved" : "pending";
      return { type: "reply", at, agent, text, ...file, afterwards: last ? final : onTheWay };
    }
  }
}

function isResolvedBy(step: PastStep | undefined): boolean {
  return step?.type === "reply" && step.afterwards === "resolved";
}

/** Milliseconds from one line to the next: who was just spoken to answers sooner. */
function pause(random: Random, before: Line | undefined, line: Line): number {
  if (before?.by === line.by) return random.between(15, 90) * SECOND;
  if (line.by === "note") return random.between(20, 120) * SECOND;
  if (line.by === "agent") return random.between(40, 900) * SECOND;
  return random.between(30, 1500) * SECOND;
}

function filler(random: Random, contact: PastContact, agent: string): (text: string) => string {
  const words: Record<string, string> = {
    first: contact.firstName,
    agent: agent === "lea" ? "Léa" : agent.charAt(0).toUpperCase() + agent.slice(1),
    order: `AL-${random.between(40_000, 58_999)}`,
    lamp: random.pick(LAMPS),
    city: contact.city,
  };
  return (text) => text.replace(/\{(\w+)\}/g, (whole, word: string) => words[word] ?? whole);
}
