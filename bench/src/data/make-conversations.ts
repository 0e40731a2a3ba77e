import { createHash } from "node:crypto";
import { copyLine } from "./copy-line.ts";
import { createRandom, logNormal, type Random, SEEDS, seededUuid, zipf } from "./random.ts";
import type { DataSize } from "./sizes.ts";
import { makeText, pickLanguage } from "./texts.ts";

export const CHANNELS = 8;
/** Data lies in the 24 months before this instant, so that the same seed gives the same bytes on any day. */
export const DATA_END = Date.parse("2026-11-01T00:00:00Z");
export const SPAN_MS = 730 * 86_400_000;

export type TableName = "contacts" | "identities" | "conversations" | "messages" | "event_log";
/** `channel`: its number, 0 to 7; what loads the data knows its id. `line`: the other columns in COPY's text format. */
export type DataLine = { readonly table: TableName; readonly channel: number; readonly line: string };

/** The columns of each table after organization_id and, where it has one, channel_id. */
export const COLUMNS: Record<TableName, readonly string[]> = {
  contacts: ["id", "name", "created_at"],
  identities: ["id", "external_id", "contact_id", "display_name", "created_at"],
  conversations: (
    "id identity_id contact_id visibility status queue_at waiting_since resolution_reason last_seq " +
    "last_inbound_at last_message created_at"
  ).split(" "),
  messages: (
    "id conversation_id seq order_key kind author_type author_id author_name text external_id " +
    "sent_at created_at changed_at delivery_state"
  ).split(" "),
  event_log: "position id type conversation_id seq actor data at".split(" "),
};

type Contact = { id: string; identity: string; channel: number; name: string; open: boolean };

/** All rows of one size, in the order of the tables' foreign keys within each conversation. Deterministic. */
export function* makeConversations(size: DataSize): Generator<DataLine> {
  const random = createRandom(SEEDS.messages);
  const contacts = new Map<number, Contact>();
  let position = 0;
  for (let n = 0; n < size.conversations; n += 1) {
    const at = DATA_END - SPAN_MS + (SPAN_MS * n) / size.conversations;
    const rank = size.waiting ? n : zipf(random, size.contacts, 0.8);
    let contact = contacts.get(rank);
    if (contact === undefined) {
      contact = makeContact(random, rank, at);
      contacts.set(rank, contact);
      yield* contactLines(contact, rank, at);
    }
    const lines = conversationLines(random, contact, at, position, size);
    position += size.queueOnly ? 0 : 2;
    yield* lines;
  }
}

/** The digest of everything that is generated: two machines with the same digest measured the same data. */
export function createDigest(): { add(line: DataLine): void; hex(): string } {
  const hash = createHash("sha256");
  return {
    add: (line) => void hash.update(`${line.table}\t${line.channel}\t${line.line}`),
    hex: () => hash.digest("hex"),
  };
}

function makeContact(random: Random, rank: number, at: number): Contact {
  return {
    id: seededUuid(random, at),
    identity: seededUuid(random, at),
    channel: rank % CHANNELS,
    name: `Contact ${rank}`,
    open: false,
  };
}

function contactLines(contact: Contact, rank: number, at: number): DataLine[] {
  const { channel } = contact;
  return [
    { table: "contacts", channel, line: copyLine([contact.id, contact.name, new Date(at)]) },
    {
      table: "identities",
      channel,
      line: copyLine([contact.identity, `contact-${rank}`, contact.id, contact.name, new Date(at)]),
    },
  ];
}

/** Four to thirty messages in bursts; 2 % wait for an answer, 4 % wait for the contact, the rest is closed. */
function conversationLines(
  random: Random,
  contact: Contact,
  at: number,
  position: number,
  { waiting, queueOnly }: DataSize,
): DataLine[] {
  const id = seededUuid(random, at);
  const status = waiting ? "new" : pickStatus(random, contact);
  const language = pickLanguage(random);
  const count = Math.min(30, 3 + Math.ceil(logNormal(random, 5, 0.7)));
  const lines: DataLine[] = [];
  let sentAt = at;
  let last: Record<string, unknown> = {};
  let lastInboundAt = at;
  for (let seq = 1; seq <= count; seq += 1) {
    sentAt += random() < 0.6 ? random() * 60_000 : random() * 3_600_000;
    const inbound = seq === 1 || (seq === count ? status === "new" : random() < 0.5);
    if (inbound) lastInboundAt = sentAt;
    if (queueOnly && seq < count) continue;
    const message = {
      id: seededUuid(random, sentAt),
      text: makeText(random, language, contact.channel < CHANNELS / 4),
      external: `data-${id}-${seq}`,
    };
    if (!queueOnly) lines.push(messageLine(contact, id, seq, inbound, message, new Date(sentAt)));
    last = {
      id: message.id,
      kind: inbound ? "inbound" : "outbound",
      text: message.text.slice(0, 140).toWellFormed(),
      authorName: inbound ? contact.name : "Agent",
      attachments: 0,
      at: new Date(sentAt).toISOString(),
      deliveryState: inbound ? null : "sent",
    };
  }
  const queueAt = new Date(sentAt);
  const conversation = copyLine([
    id,
    contact.identity,
    contact.id,
    "private",
    status,
    queueAt,
    status === "new" ? queueAt : null,
    null,
    count + (status === "resolved" ? 1 : 0),
    new Date(lastInboundAt),
    JSON.stringify(last),
    new Date(at),
  ]);
  const told = queueOnly ? [] : eventLines(random, contact, id, status, count, queueAt, position);
  return [{ table: "conversations", channel: contact.channel, line: conversation }, ...lines, ...told];
}

function pickStatus(random: Random, contact: Contact): "new" | "pending" | "resolved" {
  const share = random();
  // I7: one open conversation for an identity at most.
  if (contact.open || share >= 0.06) return "resolved";
  contact.open = true;
  return share < 0.02 ? "new" : "pending";
}

function messageLine(
  contact: Contact,
  conversationId: string,
  seq: number,
  inbound: boolean,
  message: { id: string; text: string; external: string },
  at: Date,
): DataLine {
  const author = inbound ? ["contact", contact.id, contact.name] : ["app", null, "Agent"];
  const values = [message.id, conversationId, seq, seq, inbound ? "inbound" : "outbound", ...author];
  const rest = [message.text, message.external, at, at, at, inbound ? null : "sent"];
  return { table: "messages", channel: contact.channel, line: copyLine([...values, ...rest]) };
}

/** The audit trail's lines: created, and resolved where it is. */
function eventLines(
  random: Random,
  contact: Contact,
  conversationId: string,
  status: string,
  count: number,
  at: Date,
  position: number,
): DataLine[] {
  const facts = { conversationId, contactId: contact.id, identityId: contact.identity, visibility: "private" };
  const data = { ...facts, assigneeId: null, teamId: null };
  const actor = JSON.stringify({ type: "system", name: "data" });
  const created = JSON.stringify({ ...data, status: "new" });
  const changed = JSON.stringify({ ...data, status, before: "new", reason: null, cause: "by_hand" });
  const event = (n: number, type: string, seq: number | null, body: string): DataLine => ({
    table: "event_log",
    channel: contact.channel,
    line: copyLine([position + n, seededUuid(random, at.getTime()), type, conversationId, seq, actor, body, at]),
  });
  const seq = status === "resolved" ? count + 1 : null;
  return [event(1, "conversation.created", null, created), event(2, "conversation.status_changed", seq, changed)];
}
