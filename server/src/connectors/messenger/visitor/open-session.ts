import { type OpenSessionAnswer, type openSessionBody, Refusal } from "@guichet/contract";
import type { z } from "zod";
import type { Db } from "../../../db/index.ts";
import { hashToken, newToken } from "../../../lib/token.ts";
import type { MessengerChannel } from "../channel-door.ts";
import { isOver, lastSeenWhenReplaced, mustRotate } from "./session-life.ts";
import { userExternalId } from "./to-party.ts";
import { verifyIdentity } from "./verify-identity.ts";
import { mergeFacts, readFacts, type VisitorFacts } from "./visitor-facts.ts";
import { findSession, insertSession, updateSession } from "./visitors.sql.ts";

type Body = z.infer<typeof openSessionBody>;
type Scope = { readonly db: Db; readonly channel: MessengerChannel; readonly now: Date };
type Who = { readonly externalId: string; readonly userId: string | null };

/**
 * A session for whoever this is: the user a JWT proves, the visitor a token proves, or a new anonymous one. A JWT makes the
 * token beside it meaningless: what an anonymous visitor wrote never becomes an identified contact's (S30).
 */
export async function openSession(scope: Scope, body: Body): Promise<OpenSessionAnswer> {
  const facts = mergeFacts({}, { page: body.page });
  if (body.jwt !== undefined) return await identify(scope, body.jwt, facts);
  if (body.token !== undefined) return await goOn(scope, body.token, body.page);
  if (scope.channel.settings.identifiedOnly) throw new Refusal("not_allowed");
  return await begin(scope, { externalId: `anon:${newToken(16)}`, userId: null }, facts);
}

async function identify(scope: Scope, jwt: string, facts: VisitorFacts): Promise<OpenSessionAnswer> {
  const userId = await verifyIdentity(jwt, scope.channel.identitySecrets, scope.now);
  return await begin(scope, { externalId: userExternalId(userId), userId }, facts);
}

async function goOn(scope: Scope, token: string, page: Body["page"]): Promise<OpenSessionAnswer> {
  const { db, channel, now } = scope;
  const tokenHash = hashToken(token);
  const session = await findSession(db, { ...channel, channelId: channel.id }, tokenHash);
  if (session === undefined || isOver(session, now)) throw new Refusal("session_expired");
  if (session.user_id === null && channel.settings.identifiedOnly) throw new Refusal("session_expired");
  const facts = mergeFacts(readFacts(session.page), { page });
  if (!mustRotate(session, now)) {
    await updateSession(db, channel.organizationId, tokenHash, { facts, lastSeenAt: now });
    return toAnswer(token, session.user_id);
  }
  const answer = await begin(scope, { externalId: session.external_id, userId: session.user_id }, facts);
  await updateSession(db, channel.organizationId, tokenHash, { lastSeenAt: lastSeenWhenReplaced(session, now) });
  return answer;
}

async function begin({ db, channel, now }: Scope, who: Who, facts: VisitorFacts): Promise<OpenSessionAnswer> {
  const token = newToken();
  const session = { ...who, tokenHash: hashToken(token), facts, at: now };
  await insertSession(db, { organizationId: channel.organizationId, channelId: channel.id }, session);
  return toAnswer(token, who.userId);
}

function toAnswer(token: string, userId: string | null): OpenSessionAnswer {
  return { token, identified: userId !== null, userId };
}
