import type { AttachmentView } from "@guichet/contract/conversations";
import type { VisitorMessage } from "@guichet/contract/messenger";
import type { Locale } from "@guichet/contract/people";
import type { Texts } from "../page/texts.ts";
import type { Unsent } from "../talk/outbox.ts";
import { isSeen, type Thread } from "../talk/thread.ts";

export type MessageStatus = "sending" | "sent" | "seen" | "failed";
export type MessageRow = {
  type: "message";
  key: string;
  mine: boolean;
  name: string;
  text: string;
  attachments: AttachmentView[];
  quote: { name: string; text: string } | null;
  /** Milliseconds since 1970. */
  at: number;
  day: string;
  time: string;
  status: MessageStatus | null;
  /** Begins a group of the same author: the name stands above it. */
  isFirst: boolean;
  /** Ends a group: the time stands below it. */
  isLast: boolean;
};
/** Plain data, so that two states of the list can be compared. */
export type Row = { type: "day"; key: string; text: string } | MessageRow;

type Said = Omit<MessageRow, "type" | "day" | "time" | "isFirst" | "isLast">;
type Shown = { thread: Thread; messages: readonly VisitorMessage[]; unsent: readonly Unsent[] };
type Words = { texts: Texts; locale: Locale; now: number };

const GROUP_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

/** What the list shows, from top to bottom: the thread, then what is not in it yet. */
export function buildRows({ thread, messages, unsent }: Shown, { texts, locale, now }: Words): Row[] {
  const dayOf = new Intl.DateTimeFormat(locale, { dateStyle: "full" });
  const timeOf = new Intl.DateTimeFormat(locale, { timeStyle: "short" });
  const said = [
    ...messages.filter(hasContent).map((message) => fromThread(message, thread, texts)),
    ...unsent.map((message) => fromUnsent(message, texts)),
  ];
  const lastSettled = said.findLast(isSettled);
  const days = said.map(({ at }) => dayOf.format(at));
  return said.flatMap((message, index): Row[] => {
    const day = days[index] ?? "";
    const isNewDay = day !== days[index - 1];
    const row: MessageRow = {
      ...message,
      ...{ type: "message", day, time: timeOf.format(message.at) },
      status: message !== lastSettled && isSettled(message) ? null : message.status,
      isFirst: isNewDay || !isSameGroup(said[index - 1], message),
      isLast: day !== days[index + 1] || !isSameGroup(message, said[index + 1]),
    };
    const text = { [dayOf.format(now - DAY_MS)]: texts.yesterday, [dayOf.format(now)]: texts.today }[day] ?? day;
    return isNewDay ? [{ type: "day", key: day, text }, row] : [row];
  });
}

/** Of a message that was deleted only its place is left. */
function hasContent({ text, attachments }: VisitorMessage): boolean {
  return text !== "" || attachments.length > 0;
}

function fromThread(message: VisitorMessage, thread: Thread, texts: Texts): Said {
  const { id, text, attachments, replyToId } = message;
  const mine = message.from === "visitor";
  return {
    ...{ key: id, mine, text, attachments, at: Date.parse(message.at) },
    name: mine ? texts.you : message.authorName,
    quote: replyToId ? quoteOf(thread.messages.get(replyToId), texts) : null,
    status: mine ? (isSeen(thread, message) ? "seen" : "sent") : null,
  };
}

const UNSENT_STATUS = { queued: "sending", accepted: "sent", failed: "failed" } as const;

function fromUnsent({ id, text, attachments, at, state }: Unsent, texts: Texts): Said {
  return { key: id, mine: true, name: texts.you, text, attachments, at, quote: null, status: UNSENT_STATUS[state] };
}

/** Of a message that is not loaded we know only that there is one. */
function quoteOf(quoted: VisitorMessage | undefined, texts: Texts): MessageRow["quote"] {
  if (!quoted) return { name: "", text: texts.loadOlder };
  const text = quoted.text || quoted.attachments.map((file) => file.name).join(", ");
  return { name: quoted.from === "visitor" ? texts.you : quoted.authorName, text: text.slice(0, 100) };
}

/** "Seen" and "sent" stand below the visitor's last message only; what is not sent says so wherever it stands. */
function isSettled({ status }: Said): boolean {
  return status === "sent" || status === "seen";
}

function isSameGroup(one: Said | undefined, other: Said | undefined): boolean {
  return one?.mine === other?.mine && one?.name === other?.name && (other?.at ?? 0) - (one?.at ?? 0) < GROUP_MS;
}
