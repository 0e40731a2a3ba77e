import { createHash } from "node:crypto";
import type { FetchMessageObject, ImapFlow } from "imapflow";
import type { AcceptDelivery } from "../../connector.ts";
import { omittedHeader, sizeHeader } from "../reading/omitted.ts";

/** Larger mails come as their headers and a note. */
export const maxMailBytes = 50 * 1024 * 1024;

export type FoundMail = Parameters<AcceptDelivery>[0];

/**
 * Fetches one mail whole, without marking it as seen (BODY.PEEK). Undefined: it is gone meanwhile. Throws what the library
 * throws when it could not be fetched.
 */
export async function fetchMail(client: ImapFlow, uid: number, now: number): Promise<FoundMail | undefined> {
  const known = await fetchRow(client, uid, { size: true, internalDate: true });
  if (known === undefined) return undefined;
  const receivedAt = toInstant(known.internalDate, now);
  if ((known.size ?? 0) > maxMailBytes) return fetchHeaders(client, uid, known.size ?? 0, receivedAt);
  const whole = await fetchRow(client, uid, { source: true });
  if (whole === undefined) return undefined;
  if (whole.source === undefined) throw new Error("The server left out the mail itself.");
  return { key: toKey(whole.source, receivedAt), body: whole.source, receivedAt };
}

/** A mail that is too large, or that the server will not hand out: what there is of it, so that somebody sees it. */
export async function fetchRemains(
  client: ImapFlow,
  uid: number,
  uidValidity: bigint,
  now: number,
): Promise<FoundMail> {
  const row = await fetchRow(client, uid, { internalDate: true, headers: true }).catch(() => undefined);
  // Without its headers only the number tells it from others.
  const headers = row?.headers ?? Buffer.from(`X-Mailbox-Number: ${uidValidity}/${uid}\r\n\r\n`);
  const receivedAt = toInstant(row?.internalDate, now);
  return {
    key: `unreadable/${uidValidity}/${uid}`,
    headers: { [omittedHeader]: "unreadable" },
    body: headers,
    receivedAt,
  };
}

async function fetchHeaders(
  client: ImapFlow,
  uid: number,
  size: number,
  receivedAt: number,
): Promise<FoundMail | undefined> {
  const row = await fetchRow(client, uid, { headers: true });
  if (row === undefined) return undefined;
  if (row.headers === undefined) throw new Error("The server left out the mail's headers.");
  const headers = { [omittedHeader]: "too_large", [sizeHeader]: String(size) };
  return { key: toKey(row.headers, receivedAt), headers, body: row.headers, receivedAt };
}

async function fetchRow(
  client: ImapFlow,
  uid: number,
  query: Parameters<ImapFlow["fetchOne"]>[1],
): Promise<FetchMessageObject | undefined> {
  const row = await client.fetchOne(String(uid), { ...query, uid: true }, { uid: true });
  return row === false || row.uid !== uid ? undefined : row;
}

/**
 * The key is made from the bytes, not from the server's number: when the server gives new numbers the same mail keeps its key.
 * Without a Message-ID two mails may be equal byte for byte, so the time they came counts too.
 */
function toKey(body: Buffer, receivedAt: number): string {
  const hash = createHash("sha256").update(body).digest("hex");
  return /^message-id[ \t]*:/im.test(body.toString("latin1", 0, 64 * 1024))
    ? `mail/${hash}`
    : `mail/${hash}/${receivedAt}`;
}

/** INTERNALDATE: when the mail came, as the server says; a server whose clock runs ahead is not followed. */
function toInstant(internalDate: Date | string | undefined, now: number): number {
  const at = new Date(internalDate ?? now).getTime();
  return Number.isNaN(at) ? now : Math.min(at, now);
}
