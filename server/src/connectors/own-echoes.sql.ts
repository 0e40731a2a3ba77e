import { type OrganizationId, PLATFORMS } from "@guichet/contract";
import type { Database, LentClient } from "../db/index.ts";
import type { InboundItem } from "./connector.ts";
import { wasSentAs } from "./join-answered.sql.ts";
import type { OfChannel } from "./of-channel.ts";
import { splitText } from "./split-text.ts";
import { toKey } from "./to-inbound-message.ts";

type Message = Extract<InboundItem, { type: "message" }>;
/** One of our messages that an echo may be of. */
export type Candidate = {
  readonly id: string;
  readonly text: string;
  readonly files: number;
  /** False: it is known to have left in pieces, and the echo's id is that of one of them. */
  readonly inFlight: boolean;
  /** It leaves just now: its last try has begun and not ended. */
  readonly isSending: boolean;
  /** A private reply: to whom it goes the platform alone knows. */
  readonly isGuess: boolean;
};

/** A send that is older than this is not the one that an echo brings back. */
const RECENT = "15 minutes";
/** Platforms deliver the same again for so long. */
const REPEATED = "2 days";
/** Of a conversation, the latest. */
const MOST_LOOKED_AT = 200;
/** So far two clocks may differ; an echo of before a message is not of it. */
const SKEW_MS = 120_000;
/**
 * Where a platform gives back no mark of ours, a private echo may overtake the answer to the send that it belongs to. A send on
 * its way to the same person with the same words is it (I10); a piece of one is nothing new.
 */
export async function recognizeOwnEchoes(
  database: Database,
  organizationId: OrganizationId,
  found: readonly OfChannel<InboundItem>[],
): Promise<readonly OfChannel<InboundItem>[]> {
  if (!found.some(({ item }) => isUnmarked(item))) return found;
  return await database.withClient(organizationId, async (client) => {
    const kept: OfChannel<InboundItem>[] = [];
    const taken = new Set<string>();
    for (const one of found) {
      const { item, channel } = one;
      if (!isUnmarked(item)) {
        kept.push(one);
        continue;
      }
      const candidates = await listCandidates(client, organizationId, channel.id, item);
      const { max, unit, pieceMax = max } = PLATFORMS[channel.platform].text;
      const judged = judgeEcho(
        item,
        candidates.filter(({ id }) => !taken.has(id)),
        (written) => splitText(written, pieceMax, unit),
      );
      if (judged === "piece") continue;
      if (judged !== undefined) taken.add(judged.own);
      kept.push(judged === undefined ? one : { ...one, item: { ...item, clientRef: judged.own } });
    }
    return kept;
  });
}

function isUnmarked(item: InboundItem): item is Message {
  return item.type === "message" && item.mayBeOurs === true && item.clientRef === undefined;
}

/**
 * Pure. Which of our sends is it? A message that leaves in several calls is settled by its last one alone, and only where that
 * says what no other piece says. A private reply is meant only where it is the only send that it can be. A file says nothing of
 * itself: it belongs to a message that leaves just now, and otherwise somebody sent it elsewhere.
 */
export function judgeEcho(
  { text, media }: Pick<Message, "text" | "media">,
  candidates: readonly Candidate[],
  piecesOf: (text: string) => readonly string[],
): { readonly own: string } | "piece" | undefined {
  if (candidates.some(({ inFlight }) => !inFlight)) return "piece";
  const said = squeeze(text);
  const isFile = said === "" && media.length > 0;
  const certain = candidates.filter(({ isGuess }) => !isGuess);
  const meant = certain.length > 0 || candidates.length > 1 ? certain : candidates;
  for (const { id, text: written, files, isSending } of meant) {
    const pieces = piecesOf(written).map(squeeze);
    if (isFile && files === 1 && pieces.length === 0) return { own: id };
    if (isFile && files > 0 && isSending) return "piece";
    const same = pieces.filter((piece) => piece === said);
    if (said !== "" && same.length > 0) return same.length === 1 && pieces.at(-1) === said ? { own: id } : "piece";
  }
  return undefined;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** On their way to this person, or as a private reply to whoever that is; and what has left in pieces, one of which this is. */
async function listCandidates(
  client: LentClient,
  organizationId: OrganizationId,
  channelId: string,
  { party, externalId, occurredAt }: Message,
): Promise<Candidate[]> {
  const found = await client.query<Candidate>(
    `select m.id, m.text, true as "inFlight", o.state = 'sending' as "isSending", i.external_id <> $3 as "isGuess", (
       select count(*)::int from attachments a
       where a.organization_id = m.organization_id and a.message_id = m.id and not a.of_post
     ) as files
     from outbox o
     join messages m on m.organization_id = o.organization_id and m.id = o.message_id
     join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id
     join identities i on i.organization_id = c.organization_id and i.id = c.identity_id
     where o.organization_id = $1 and o.state in ('sending', 'uncertain') and m.channel_id = $2 and m.external_id is null
       and c.visibility = 'private' and (i.external_id = $3 or m.linked_id is not null)
       and m.created_at > now() - interval '${RECENT}' and m.created_at < $5
       and not exists (select 1 from messages k where k.organization_id = $1 and k.channel_id = $2 and k.external_id = $4)
     union all
     select m.id, m.text, false, false, false, 0 from identities i
     join conversations c on c.organization_id = i.organization_id and c.identity_id = i.id
     join lateral (
       select * from messages r where r.organization_id = c.organization_id and r.conversation_id = c.id
       order by r.order_key desc, r.seq desc limit ${MOST_LOOKED_AT}
     ) m on m.kind = 'outbound'
     where i.organization_id = $1 and i.channel_id = $2 and i.external_id = $3
       and m.created_at > now() - interval '${REPEATED}' and ${wasSentAs("m", "$4")}
     order by id`,
    [organizationId, channelId, toKey(party.externalId), toKey(externalId), new Date(occurredAt + SKEW_MS)],
  );
  return found.rows;
}
