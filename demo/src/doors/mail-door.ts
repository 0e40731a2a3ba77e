import { type AddressObject, type ParsedMail, simpleParser } from "mailparser";
import { createTransport } from "nodemailer";
import type { Script } from "../contacts/script.ts";
import type { MailHost } from "../mail/mail-host.ts";
import { newId } from "../new-id.ts";
import type { Door, Line } from "./door.ts";

/** Where contacts have their mailboxes: reserved, so that no real mail ever goes there (RFC 2606). */
const DOMAIN = "post.example";

/** Contacts who write mails and answer to the answers, as people's mail programs do. */
export function createMailDoor(host: MailHost): Door {
  const { address: to, smtpPort } = host.account;
  const transport = createTransport({ host: "127.0.0.1", port: smtpPort, secure: false, ignoreTLS: true });
  const taken = new Set<string>();
  return {
    async open(name, script, onAnswer) {
      const address = takeAddress(name, taken);
      const thread: Thread = { name, address, to, script, withHtml: taken.size % 2 === 0, last: undefined };
      // Who has said goodbye still has a mailbox.
      let hear: ((text: string) => void) | undefined = onAnswer;
      const heard = new Set<string>();
      host.addCorrespondent(address, (bytes) => {
        void simpleParser(bytes).then((mail) => {
          const id = mail.messageId ?? "";
          if (heard.has(id)) return;
          heard.add(id);
          thread.last = toAnswered(mail, to);
          hear?.(mail.text ?? "");
        });
      });
      return makeLine(thread, transport, () => {
        hear = undefined;
      });
    },
    close: async () => transport.close(),
  };
}

type Thread = {
  readonly name: string;
  readonly address: string;
  readonly to: string;
  readonly script: Script;
  readonly withHtml: boolean;
  /** The newest mail of the thread, ours or theirs. */
  last: Answered | undefined;
};
type Answered = {
  readonly messageId: string;
  readonly references: readonly string[];
  readonly replyTo: string;
  /** Nothing is quoted of one's own mail. */
  readonly quote: { readonly who: string; readonly at: Date; readonly text: string } | undefined;
};

function makeLine(thread: Thread, transport: ReturnType<typeof createTransport>, onClose: () => void): Line {
  return {
    async say(text, photo) {
      const messageId = `<${newId()}@${DOMAIN}>`;
      const { last } = thread;
      const references = last === undefined ? [] : [...last.references, last.messageId];
      const replyTo = last?.replyTo ?? thread.to;
      await transport.sendMail({
        from: { name: thread.name, address: thread.address },
        ...{ to: replyTo, messageId, ...toBody(thread, text, last?.quote) },
        subject: last === undefined ? thread.script.page : `Re: ${thread.script.page}`,
        ...(last === undefined ? {} : { inReplyTo: last.messageId, references }),
        attachments: photo === undefined ? [] : [{ filename: "photo.png", content: Buffer.from(photo) }],
      });
      thread.last = { messageId, references, replyTo, quote: undefined };
    },
    // A mail tells nobody that it was read, or is being written.
    noteRead: () => undefined,
    noteTyping: () => undefined,
    close: onClose,
  };
}

function toAnswered(mail: ParsedMail, to: string): Answered {
  const references = typeof mail.references === "string" ? [mail.references] : (mail.references ?? []);
  const at = mail.date ?? new Date();
  return {
    ...{ messageId: mail.messageId ?? "", references },
    replyTo: firstAddress(mail.replyTo) ?? firstAddress(mail.from) ?? to,
    quote: { who: mail.from?.text ?? to, at, text: (mail.text ?? "").trim() },
  };
}

function firstAddress(list: AddressObject | undefined): string | undefined {
  return list?.value[0]?.address;
}

/** What is answered to stands below, as mail programs put it; every second contact's program writes HTML too. */
function toBody({ name, withHtml }: Thread, text: string, quote: Answered["quote"]): { text: string; html?: string } {
  const intro = quote === undefined ? "" : `On ${quote.at.toUTCString()}, ${quote.who} wrote:`;
  const quoted = quote === undefined ? "" : `\n\n${intro}\n${quote.text.replace(/^/gm, "> ")}`;
  const plain = `${text}\n\n${name}${quoted}\n`;
  if (!withHtml) return { text: plain };
  const below = quote === undefined ? "" : `<p>${escapeHtml(intro)}</p><blockquote>${toLines(quote.text)}</blockquote>`;
  return { text: plain, html: `<div><p>${toLines(text)}</p><p><i>${escapeHtml(name)}</i></p></div>${below}` };
}

function toLines(text: string): string {
  return escapeHtml(text).replaceAll("\n", "<br>");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** `Inès Moreau` → ines.moreau@…; whoever comes second gets a number. */
function takeAddress(name: string, taken: Set<string>): string {
  const local =
    name
      .normalize("NFD")
      .toLowerCase()
      .replace(/[^a-z ]/g, "")
      .trim()
      .replace(/ +/g, ".") || "contact";
  for (let n = 1; ; n += 1) {
    const address = `${local}${n === 1 ? "" : n}@${DOMAIN}`;
    if (taken.has(address)) continue;
    taken.add(address);
    return address;
  }
}
