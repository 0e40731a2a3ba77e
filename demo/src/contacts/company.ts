import { setTimeout as sleep } from "node:timers/promises";
import type { Door, Line } from "../doors/door.ts";
import { BEGUN, type Dialogue, nextMove } from "./dialogue.ts";
import { NAMES } from "./more-scripts.ts";
import type { DoorName, Script } from "./script.ts";

export type CompanyOptions = {
  readonly doors: ReadonlyMap<DoorName, Door>;
  readonly scripts: readonly Script[];
  /** 1: something happens every 5 to 20 seconds; 2: twice as often. */
  readonly rate: number;
  readonly photo: Uint8Array;
  readonly complain: (what: string) => void;
};

/** So many may wait for an answer; then only those who wait are heard of, until agents have caught up. */
const MOST_WAITING = 14;
const PATIENCE_MS = 90_000;

type Contact = {
  name: string;
  script: Script;
  line: Line;
  dialogue: Dialogue;
  since: number;
  answers: string[];
  busy: boolean;
};

/** Contacts who keep writing and answering until they are stopped. */
export function startCompany(options: CompanyOptions): { stop(): void } {
  const end = new AbortController();
  const contacts = new Set<Contact>();
  const scripts = shuffleForever(options.scripts.filter((script) => options.doors.has(script.door)));
  const wait = (least: number, most: number) =>
    sleep((least + Math.random() * (most - least)) / options.rate, undefined, { signal: end.signal });
  const attempt = (work: () => Promise<void>) =>
    work().catch((error: unknown) => {
      if (!end.signal.aborted) options.complain(error instanceof Error ? error.message : String(error));
    });

  async function live(): Promise<void> {
    for (let n = 0; !end.signal.aborted; n += 1) {
      // The first ones come at once, so that there is something to answer.
      await wait(n < 3 ? 500 : 5000, n < 3 ? 2500 : 20_000);
      await attempt(() => (countWaiting() < MOST_WAITING ? begin(scripts.next().value) : nudgeSomebody()));
    }
  }

  async function begin(script: Script): Promise<void> {
    const door = options.doors.get(script.door);
    if (door === undefined) return;
    const answers: string[] = [];
    let hear = (text: string) => void answers.push(text);
    const name = pickName(script, new Set([...contacts].map((one) => one.name)));
    const line = await door.open(name, script, (text) => hear(text));
    const contact: Contact = { name, script, line, dialogue: BEGUN, since: Date.now(), answers, busy: false };
    hear = (text) => {
      answers.push(text);
      void attempt(() => react(contact));
    };
    contacts.add(contact);
    for (const [n, text] of script.opening.entries()) {
      if (n > 0) await type(contact, text);
      await line.say(text, script.photo && n === script.opening.length - 1 ? options.photo : undefined);
    }
  }

  /** Reads all that was answered, thinks, types and says one thing. */
  async function react(contact: Contact): Promise<void> {
    if (contact.busy) return;
    contact.busy = true;
    while (contact.answers.length > 0) {
      await wait(1500, 5000);
      contact.line.noteRead();
      const text = contact.answers.splice(0).join("\n");
      const { say, dialogue } = nextMove(contact.script, contact.dialogue, { type: "answer", text });
      contact.dialogue = dialogue;
      if (say !== undefined) await speak(contact, say);
    }
    contact.busy = false;
    if (contact.dialogue.over) await leaveLater(contact);
  }

  async function nudgeSomebody(): Promise<void> {
    const longest = [...contacts].find((one) => isWaiting(one) && Date.now() - one.since > PATIENCE_MS / options.rate);
    if (longest === undefined) return;
    const { say, dialogue } = nextMove(longest.script, longest.dialogue, { type: "silence" });
    longest.dialogue = dialogue;
    if (say === undefined) return;
    await type(longest, say);
    // Answered meanwhile: there is no need to ask any more.
    if (isWaiting(longest)) await send(longest, say);
  }

  async function speak(contact: Contact, text: string): Promise<void> {
    await type(contact, text);
    await send(contact, text);
  }

  async function send(contact: Contact, text: string): Promise<void> {
    await contact.line.say(text);
    contact.since = Date.now();
  }

  /** As long as it takes to type, within reason. */
  async function type(contact: Contact, text: string): Promise<void> {
    contact.line.noteTyping(true);
    await wait(1500 + text.length * 25, 3000 + text.length * 50);
    contact.line.noteTyping(false);
  }

  /** The page stays open for a while, then they are gone. */
  async function leaveLater(contact: Contact): Promise<void> {
    await wait(60_000, 120_000);
    contact.line.close();
    contacts.delete(contact);
  }

  const countWaiting = () => [...contacts].filter(isWaiting).length;
  void attempt(live);
  return { stop: () => end.abort() };
}

function isWaiting({ dialogue, answers, busy }: Contact): boolean {
  return dialogue.waiting && !dialogue.over && answers.length === 0 && !busy;
}

/** Somebody who is not here yet, if there is anybody left. */
function pickName({ language }: Script, taken: ReadonlySet<string>): string {
  const names = NAMES[language] ?? ["Alex Martin"];
  const free = names.filter((name) => !taken.has(name));
  const choice = free.length > 0 ? free : names;
  return choice[Math.floor(Math.random() * choice.length)] ?? "Alex Martin";
}

/** Every script comes once before one comes again. */
function* shuffleForever(scripts: readonly Script[]): Generator<Script, never> {
  for (;;) {
    const round = scripts.map((script) => ({ script, place: Math.random() })).sort((a, b) => a.place - b.place);
    for (const { script } of round) yield script;
  }
}
