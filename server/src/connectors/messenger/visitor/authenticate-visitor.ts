import { Refusal } from "@guichet/contract";
import type { Db } from "../../../db/index.ts";
import { hashToken } from "../../../lib/token.ts";
import type { MessengerChannel } from "../channel-door.ts";
import { isOver } from "./session-life.ts";
import type { Visitor } from "./visitor.ts";
import { readFacts } from "./visitor-facts.ts";
import { findSession } from "./visitors.sql.ts";

const tokenShape = /^[\w-]{20,200}$/;

/** The token of an `Authorization: Bearer` header; undefined when there is none. */
export function readBearer(header: string | undefined): string | undefined {
  const token = /^Bearer (?<token>\S+)$/i.exec(header ?? "")?.groups?.token;
  return token !== undefined && tokenShape.test(token) ? token : undefined;
}

/** Who calls. Asked at every call: a session that is over, or a channel that wants identified users now, ends it at once. */
export async function authenticateVisitor(
  db: Db,
  channel: MessengerChannel,
  token: string | undefined,
  now: Date,
): Promise<Visitor> {
  if (token === undefined) throw new Refusal("not_signed_in");
  const { id: channelId, organizationId, endpointId } = channel;
  const tokenHash = hashToken(token);
  const session = await findSession(db, { organizationId, channelId }, tokenHash);
  if (session === undefined || isOver(session, now)) throw new Refusal("session_expired");
  const { external_id: externalId, user_id: userId } = session;
  if (userId === null && channel.settings.identifiedOnly) throw new Refusal("session_expired");
  return { organizationId, channelId, endpointId, externalId, userId, facts: readFacts(session.page), tokenHash };
}
