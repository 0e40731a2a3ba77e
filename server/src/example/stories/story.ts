import type { TopicName } from "../cast.ts";

export type Language = "en" | "fr" | "de" | "es" | "it" | "nl";
/** `note`: an internal comment of the agent. */
export type Speaker = "contact" | "agent" | "note";
export type ExampleFile = "photo" | "invoice" | "label";
export type Line = { readonly by: Speaker; readonly text: string; readonly file?: ExampleFile };

/** What a contact and an agent say to each other. `{first}`, `{agent}`, `{order}`, `{lamp}` and `{city}` are filled in. */
export type Story = { readonly topic: TopicName; readonly language: Language; readonly lines: readonly Line[] };

const SPEAKERS: Readonly<Record<string, Speaker>> = { "<": "contact", ">": "agent", "#": "note" };

/** One line a turn: `<` the contact, `>` the agent, `#` an internal comment; `[photo]` at the end stands for a file. */
export function tell(language: Language, topic: TopicName, text: string): Story {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map(readLine);
  return { topic, language, lines };
}

function readLine(line: string): Line {
  const by = SPEAKERS[line.charAt(0)];
  const found = /^(.*?)(?:\s*\[(photo|invoice|label)\])?$/.exec(line.slice(1).trim());
  if (by === undefined || found?.[1] === undefined) throw new Error(`Not a line of a story: ${line}`);
  return { by, text: found[1], ...(isFile(found[2]) ? { file: found[2] } : {}) };
}

function isFile(name: string | undefined): name is ExampleFile {
  return name === "photo" || name === "invoice" || name === "label";
}
