import { setTimeout as sleep } from "node:timers/promises";
import { openSessionAnswer, visitorMessagesAnswer } from "@guichet/contract";
import { hashToken } from "../../../lib/token.ts";
import { uuidV7 } from "../../../lib/uuid-v7.ts";
import type { VisitorSaw } from "../history/history.ts";
import { type Answer, call } from "./http-call.ts";
import type { Load } from "./load.ts";
import { between } from "./random.ts";
import { repeatUntilAnswered } from "./repeat.ts";

export type Visitor = { readonly token: string; readonly contact: string };

/** Somebody in front of the web messenger; the widget makes the ids and repeats until it is answered. */
export async function runVisitorSender(load: Load): Promise<void> {
  while (!load.stopping()) {
    const visitor = await openSession(load);
    if (visitor === undefined) continue;
    load.visitors.push(visitor);
    const messages = Math.ceil(between(4, 12));
    for (let n = 1; n <= messages && !load.stopping(); n += 1) {
      await sendOne(load, visitor, n);
      await sleep(between(20, 100));
    }
  }
}

async function openSession(load: Load): Promise<Visitor | undefined> {
  while (!load.lost()) {
    const answer = await ask(load, "/sessions", {}, "POST");
    const parsed = answer === "unknown" ? undefined : openSessionAnswer.safeParse(answer.body);
    if (parsed?.success === true) {
      const { token } = parsed.data;
      const contact = await load.contactOfVisitor(hashToken(token));
      return contact === undefined ? undefined : { token, contact };
    }
    await sleep(100);
  }
  return undefined;
}

async function sendOne(load: Load, visitor: Visitor, n: number): Promise<void> {
  const id = uuidV7();
  const text = `${visitor.contact} says ${n}`;
  await repeatUntilAnswered(
    load.recorder,
    {
      kind: "contact_message",
      channelId: load.world.messengerChannel.id,
      contact: visitor.contact,
      externalId: `m:${id}`,
      n,
      text,
      files: [],
    },
    load,
    () => ask(load, "/messages", { id, text }, "POST", visitor.token),
  );
}

/** Everything the visitor's screen shows in the end, oldest first. */
export async function readScreen(load: Load, visitor: Visitor): Promise<VisitorSaw> {
  const messages: VisitorSaw["messages"][number][] = [];
  let before: string | null = "";
  while (before !== null) {
    const path = before === "" ? "/messages" : `/messages?before=${encodeURIComponent(before)}`;
    const answer = await ask(load, path, undefined, "GET", visitor.token);
    if (answer === "unknown" || answer.status >= 500) throw new Error("the visitor's thread could not be read");
    // Whoever is not known any more sees nothing.
    if (answer.status !== 200) break;
    const page = visitorMessagesAnswer.parse(answer.body);
    // A page begins with the newest.
    messages.unshift(...page.messages.map(({ id, from }) => ({ id, from })).reverse());
    before = page.before;
  }
  return { type: "visitor_saw", channelId: load.world.messengerChannel.id, contact: visitor.contact, messages };
}

async function ask(load: Load, path: string, body: unknown, method: "GET" | "POST", token?: string): Promise<Answer> {
  const url = load.node(0);
  return await call({
    method,
    url: `${url}/messenger/${load.world.messengerChannel.id}${path}`,
    headers: { origin: url, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    body,
  });
}
