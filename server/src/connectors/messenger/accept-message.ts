import { PLATFORMS, Refusal, textLength, type VisitorSendAnswer, visitorSendBody } from "@guichet/contract";
import type { z } from "zod";
import type { Db } from "../../db/index.ts";
import { cleanText } from "../../lib/clean-text.ts";
import { type AcceptDeps, acceptCall, type CallFacts } from "./accept-call.ts";
import { findAcceptedAt, findMessageOf, isInThread } from "./accept-message.sql.ts";
import type { StoredMessage } from "./payloads.ts";
import { holdUploads } from "./uploads/uploads.sql.ts";
import type { Visitor } from "./visitor/visitor.ts";

type Body = z.infer<typeof visitorSendBody>;
type Deps = AcceptDeps & { readonly db: Db };

/**
 * Takes a visitor's message: the answer means that it is stored for ever. The id is the widget's: a repeat is the same
 * message and gets the same answer (I11). Refuses an id that is somebody else's, a text that is too long, files of others.
 */
export async function acceptMessage(
  deps: Deps,
  visitor: Visitor,
  sent: Body,
  facts: CallFacts,
): Promise<VisitorSendAnswer> {
  const body = inLowerCase(sent);
  const text = cleanText(body.text);
  checkContent(text, body.attachmentIds.length);
  const known = await findKnown(deps.db, visitor, body.id);
  if (known !== undefined) return known;
  const { attachments, missing } = await takeUploads(deps, visitor, body.attachmentIds);
  if (missing !== undefined) {
    // The first try of this very message may have been written meanwhile, and has its files.
    const written = await findKnown(deps.db, visitor, body.id);
    if (written !== undefined) return written;
    throw new Refusal("attachment_not_accepted", { details: { attachmentId: missing } });
  }
  const replyToId = await findReplied(deps.db, visitor, body.replyToId);
  const call = { kind: "message", id: body.id, text, replyToId, attachments } as const;
  const key = `message:${visitor.externalId}:${body.id}`;
  const { receivedAt, stored } = await acceptCall(deps, visitor, call, { key, facts });
  const acceptedAt = stored ? receivedAt : ((await findAcceptedAt(deps.db, visitor, key)) ?? receivedAt);
  return { id: body.id, acceptedAt: acceptedAt.toISOString() };
}

/** The answer that was given to this message before, if it is written. */
async function findKnown(db: Db, visitor: Visitor, id: Body["id"]): Promise<VisitorSendAnswer | undefined> {
  const known = await findMessageOf(db, visitor, id);
  if (known?.isOwn === false) throw new Refusal("already_exists");
  return known === undefined ? undefined : { id, acceptedAt: known.at.toISOString() };
}

/** As the database writes ids: two spellings are one message. */
function inLowerCase(body: Body): Body {
  return visitorSendBody.parse({
    ...body,
    id: body.id.toLowerCase(),
    attachmentIds: body.attachmentIds.map((id) => id.toLowerCase()),
  });
}

function checkContent(text: string, attachments: number): void {
  const { text: limit } = PLATFORMS.messenger;
  if (text.trim() === "" && attachments === 0) {
    throw new Refusal("invalid_input", { fields: [{ path: "text", problem: "a text or a file is needed" }] });
  }
  if (textLength(text, limit.unit) > limit.max) throw new Refusal("text_too_long", { details: { max: limit.max } });
}

/** One that is not theirs, not there or in use is missing alike. */
async function takeUploads(
  { db, now }: Pick<Deps, "db" | "now">,
  visitor: Visitor,
  ids: Body["attachmentIds"],
): Promise<{ readonly attachments: StoredMessage["attachments"]; readonly missing: string | undefined }> {
  const found = new Map((await holdUploads(db, visitor, ids, now())).map((upload) => [upload.id, upload]));
  const wanted = [...new Set(ids)];
  const attachments = wanted.flatMap((id) => {
    const upload = found.get(id);
    return upload === undefined ? [] : [{ ...upload, size: Number(upload.size ?? 0) }];
  });
  return { attachments, missing: wanted.find((id) => !found.has(id)) };
}

/** What is answered must be in the visitor's own thread; otherwise the words arrive without the reference. */
async function findReplied(db: Db, visitor: Visitor, id: Body["replyToId"]): Promise<Body["replyToId"]> {
  return id !== null && (await isInThread(db, visitor, id)) ? id : null;
}
