import { setTimeout as sleep } from "node:timers/promises";
import { listConversationsAnswer } from "@guichet/contract";
import { simpleParser } from "mailparser";
import { postMail } from "../../../connectors/email/testing/real-mail.ts";
import { uuidV7 } from "../../../lib/uuid-v7.ts";
import type { Recorder } from "../history/recorder.ts";
import { call } from "../load/http-call.ts";
import { repeatUntilAnswered } from "../load/repeat.ts";
import type { MailWorld, PostOffice } from "./mail-world.ts";

/** Contacts who write mails and an agent who answers them, everything written down outside the system. */
export type MailLoad = {
  /** So many contacts write two mails each, one after the other; resolves when the provider has taken them. */
  write(office: PostOffice, contacts: number): Promise<void>;
  /** Answers so many contacts who wait for their first answer; each until it is taken. */
  answer(office: PostOffice, contacts: number): Promise<void>;
  /** Mail counts from the moment on when the mailbox is first looked into: of what is written before nobody knows. */
  untilRead(office: PostOffice): Promise<void>;
  /** So many contacts of this office wait for their first answer; new ones write where there are fewer. */
  untilWaiting(office: PostOffice, contacts: number): Promise<void>;
  /** The Message-IDs of what the providers have taken. */
  readonly posted: readonly string[];
  /** Has the contact got this answer? */
  has(messageId: string): boolean;
  /** Writes down what contacts got. Once, at the end. */
  noteDelivered(): void;
};

const LOOK_MS = 300;
/** How long a mail may take from the provider into the queue of a product that runs. */
const PATIENCE_MS = 90_000;

export function startMailLoad(world: MailWorld, recorder: Recorder, node: string): MailLoad {
  const patience = { stopping: () => false, lost: () => false };
  const got: { readonly channelId: string; readonly contact: string; readonly text: string }[] = [];
  const posted: string[] = [];
  const headers = { cookie: world.admin.cookie, origin: node };

  /** Each mail of a contact's carries its marker as its only line. */
  async function hear(channelId: string, contact: string, bytes: Buffer): Promise<void> {
    const { text = "" } = await simpleParser(bytes);
    got.push({ channelId, contact, text: /answer [\w-]+/.exec(text)?.[0] ?? text });
  }

  /** A mail tells its time in whole seconds: of two written within one, nobody can know after a crash which was first. */
  async function writeOne(
    { host, channelId }: PostOffice,
    contact: string,
    n: number,
    outcome: "ok" | "unknown" = "ok",
  ): Promise<void> {
    const id = `<${uuidV7()}@post.example>`;
    const text = `${contact} says ${n}`;
    const end = recorder.begin({ kind: "contact_message", channelId, contact, externalId: id, n, text, files: [] });
    const date = new Date(Date.now() - 10_000 + n * 1000);
    const mail = { from: contact, to: host.account.address, messageId: id, subject: "Lamp", text, date };
    await postMail(host.account.smtpPort, mail);
    end(outcome);
    if (outcome === "ok") posted.push(id);
  }

  function addContact({ host, channelId }: PostOffice): string {
    const contact = `c${uuidV7()}@post.example`;
    host.addCorrespondent(contact, (bytes) => void hear(channelId, contact, bytes));
    return contact;
  }

  async function write(office: PostOffice, contacts: number): Promise<void> {
    for (let n = 0; n < contacts; n += 1) {
      const contact = addContact(office);
      await writeOne(office, contact, 1);
      await writeOne(office, contact, 2);
    }
  }

  async function listWaiting({ channelId }: PostOffice): Promise<string[]> {
    const answer = await call({ url: `${node}/api/v1/conversations?status=new&sort=oldest&limit=100`, headers });
    const parsed = answer === "unknown" ? undefined : listConversationsAnswer.safeParse(answer.body);
    if (parsed?.success !== true) return [];
    return parsed.data.items.filter((row) => row.channelId === channelId).map(({ id }) => id);
  }

  async function answerOne(conversationId: string): Promise<void> {
    const messageId = uuidV7();
    const text = `answer ${messageId}`;
    const agent = world.admin.id;
    await repeatUntilAnswered(
      recorder,
      { kind: "agent_message", agent, conversationId, messageId, comment: false, text },
      patience,
      () =>
        call({
          method: "POST",
          url: `${node}/api/v1/conversations/${conversationId}/messages`,
          headers,
          body: { id: messageId, kind: "reply", text, afterwards: "pending" },
        }),
    );
  }

  return {
    posted,
    write,
    async answer(office, contacts) {
      let waiting = await listWaiting(office);
      for (; waiting.length < contacts; waiting = await listWaiting(office)) await sleep(LOOK_MS);
      await Promise.all(waiting.slice(0, contacts).map(answerOne));
    },
    async untilRead(office) {
      for (const end = Date.now() + PATIENCE_MS; (await listWaiting(office)).length === 0; await sleep(LOOK_MS)) {
        if (Date.now() > end) throw new Error(`the mailbox ${office.host.account.address} was never read`);
        await writeOne(office, addContact(office), 1, "unknown");
      }
    },
    async untilWaiting(office, contacts) {
      const missing = contacts - (await listWaiting(office)).length;
      if (missing > 0) await write(office, missing);
      for (const end = Date.now() + PATIENCE_MS; (await listWaiting(office)).length < contacts; await sleep(LOOK_MS))
        if (Date.now() > end) throw new Error(`mails to ${office.host.account.address} never came into the queue`);
    },
    has: (messageId) => got.some(({ text }) => text === `answer ${messageId}`),
    noteDelivered() {
      for (const { text, ...line } of got)
        recorder.note({ type: "delivered", ...line, messageId: text.replace("answer ", ""), text, effect: true });
    },
  };
}
