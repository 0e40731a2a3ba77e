import type { Parsed, RawDelivery } from "../connector.ts";
import { memberOf, rawOf } from "../read-json.ts";
import { type Happening, type Read, toHappening, unknownKind } from "./happening.ts";
import type { Dialect } from "./messaging/dialect.ts";
import { readMessaging } from "./messaging/read-messaging.ts";
import { type Notice, readEnvelope } from "./read-envelope.ts";

type Account = { readonly externalId: string; readonly settings: { readonly appId: string } };
/** What the deliveries of one of Meta's networks are about, and how they are read. */
export type Network = {
  /** `page` */
  readonly object: string;
  readonly dialect: Dialect;
  /** What changed under this field; undefined: it is none that the network tells of. */
  readonly readChange: (field: string, happening: Happening) => Read | undefined;
};

/** Pure and total: every notice of a delivery as what happened on its account; one that is unreadable loses no other. */
export function parseNotices(delivery: RawDelivery, accounts: readonly Account[], network: Network): Parsed {
  const { object, notices, problems } = readEnvelope(delivery.body);
  const parsed: { items: Parsed["items"][number][]; problems: Parsed["problems"][number][] } = {
    items: [],
    problems: [...problems],
  };
  for (const notice of notices) {
    const account = accounts.find(({ externalId }) => externalId === notice.accountId) ?? accounts[0];
    const happening = toHappening(notice, delivery.receivedAt, account?.settings.appId ?? "");
    const read =
      object === network.object ? readNotice(notice, happening, network) : unknownKind(`object:${object}`, happening);
    if ("items" in read) parsed.items.push(...read.items);
    else parsed.problems.push({ path: `${notice.path}${read.path}`, reason: read.problem });
  }
  return parsed;
}

function readNotice({ list, field, value }: Notice, happening: Happening, { dialect, readChange }: Network): Read {
  if (list !== "changes") return readMessaging(happening, dialect);
  const read = readChange(field, happening);
  if (read !== undefined) return read;
  // The dashboard's test button sends messages as changes.
  const isMessaging = memberOf(value, "sender") !== undefined && rawOf(value, "recipient") !== undefined;
  return isMessaging ? readMessaging(happening, dialect) : unknownKind(field, happening);
}
