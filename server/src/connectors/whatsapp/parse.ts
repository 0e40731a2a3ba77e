import type { WhatsappSettings } from "@guichet/contract";
import type { ChannelForConnector, InboundItem, Parsed, RawDelivery } from "../connector.ts";
import { type Notice, type Problem, readEnvelope } from "../meta/read-envelope.ts";
import { arrayOf, idOf, type Json, memberOf, recordOf, textOf } from "../read-json.ts";
import { instantOf, type NoticeContext, type Read, readMessage, unknownKind } from "./read-message.ts";
import { readStatus } from "./read-status.ts";
import { readPreference, readUserIdUpdate } from "./read-system.ts";

type Channel = ChannelForConnector<WhatsappSettings>;

/** Fields that say something of the account, not of people; and what is to be asked for anew. */
const ACCOUNT_FIELDS: Readonly<Record<string, "templates" | "health">> = {
  message_template_status_update: "templates",
  message_template_quality_update: "templates",
  message_template_components_update: "templates",
  template_category_update: "templates",
  phone_number_quality_update: "health",
  phone_number_name_update: "health",
  account_update: "health",
  account_review_update: "health",
  account_alerts: "health",
  security: "health",
};

/** Pure and total: a delivery of WhatsApp's as the things that happened; what is of no known kind is kept as unknown. */
export function parseDelivery(delivery: RawDelivery, channels: readonly Channel[]): Parsed {
  const { notices, problems } = readEnvelope(delivery.body);
  const read = notices.map((notice) => readNotice(notice, channels, delivery.receivedAt));
  return {
    items: read.flatMap(({ items }) => items),
    problems: [...problems, ...read.flatMap((one) => one.problems)],
  };
}

type Reads = { readonly items: readonly InboundItem[]; readonly problems: readonly Problem[] };

function readNotice(notice: Notice, channels: readonly Channel[], receivedAt: number): Reads {
  const { field, value, accountId, list } = notice;
  const about = Object.hasOwn(ACCOUNT_FIELDS, field) ? ACCOUNT_FIELDS[field] : undefined;
  if (about !== undefined) return readAccountNews(notice, about, channels, receivedAt);
  const number = idOf(memberOf(value, "metadata"), "phone_number_id");
  const context = { channelExternalId: number ?? numberOfAccount(accountId, channels), receivedAt };
  if (list !== "changes") return { items: [unknownKind(list, context)], problems: [] };
  const reads = readersOf(field).flatMap(({ key, read }) =>
    arrayOf(value, key).map((element, index): Reads => {
      const path = `${notice.path}/value/${key}/${index}`;
      const record = recordOf(element);
      if (record === undefined) return { items: [], problems: [{ path, reason: "It is not an object." }] };
      return toReads(read(record, value, context), path);
    }),
  );
  const items = reads.flatMap((one) => one.items);
  const problems = reads.flatMap((one) => one.problems);
  // Nothing that we know stands in it.
  const isEmpty = items.length === 0 && problems.length === 0;
  return { items: isEmpty ? [unknownKind(field, context)] : items, problems };
}

type Reader = { readonly key: string; read(element: Json, value: Json, context: NoticeContext): Read };

const MESSAGES: readonly Reader[] = [
  { key: "messages", read: (element, value, context) => readMessage(element, value, context, "in") },
  { key: "message_echoes", read: (element, value, context) => readMessage(element, value, context, "echo") },
  { key: "statuses", read: readStatus },
  { key: "errors", read: readAccountError },
];

/** Which lists stand in the value of a field. */
function readersOf(field: string): readonly Reader[] {
  switch (field) {
    case "messages":
    case "smb_message_echoes":
      return MESSAGES;
    case "user_preferences":
      return [{ key: field, read: (one, _value, context) => readPreference(one, context, instantOf(one, context)) }];
    case "user_id_update":
      return [{ key: field, read: (one, _value, context) => readUserIdUpdate(one, context, instantOf(one, context)) }];
    default:
      return [];
  }
}

/** Told of the account where no message is concerned. */
function readAccountError(error: Json, _value: Json, context: NoticeContext): Read {
  return { items: [unknownKind(`errors:${idOf(error, "code") ?? textOf(error, "title") ?? ""}`, context)] };
}

/**
 * Of the business account, or of one number of it, told by the number itself: every channel that it may concern. That an app or a
 * partner lost the account is told of the partner's business, and names the account inside.
 */
function readAccountNews(
  { accountId, value }: Notice,
  about: "templates" | "health",
  channels: readonly Channel[],
  receivedAt: number,
): Reads {
  const wabaId = idOf(memberOf(value, "waba_info"), "waba_id") ?? accountId;
  const concerned = channels.filter(({ settings }) => settings.wabaId === wabaId);
  const display = textOf(value, "display_phone_number")?.replace(/\D/g, "");
  const ofNumber = concerned.filter(({ settings }) => settings.number?.display.replace(/\D/g, "") === display);
  const items = (ofNumber.length > 0 ? ofNumber : concerned).map(
    ({ externalId }): InboundItem => ({
      type: "account",
      about,
      channelExternalId: externalId,
      occurredAt: receivedAt,
      party: { externalId: "account" },
    }),
  );
  if (items.length > 0) return { items, problems: [] };
  return { items: [unknownKind(about, { channelExternalId: accountId, receivedAt })], problems: [] };
}

/** Where a notice names no number: the only channel of its account, else the account's own id, which is nobody's. */
function numberOfAccount(accountId: string, channels: readonly Channel[]): string {
  const ofAccount = channels.filter(({ settings }) => settings.wabaId === accountId);
  return ofAccount.length === 1 ? (ofAccount[0]?.externalId ?? accountId) : accountId;
}

function toReads(read: Read, path: string): Reads {
  return "problem" in read
    ? { items: [], problems: [{ path: `${path}${read.path}`, reason: read.problem }] }
    : { items: read.items, problems: [] };
}
