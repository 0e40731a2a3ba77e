import type { AttachmentId } from "@guichet/contract";
import type { Claim } from "../conversations/index.ts";
import type { Database } from "../db/index.ts";
import { type FileStore, fileLinkMaxMs, NETWORK_SUBJECT, networkLinkMaxMs, signFileLink } from "../files/index.ts";
import type { OutboundFile, OutboundMessage } from "./connector.ts";
import { loadOutboundRow, type OutboundFileRow } from "./outbound-row.sql.ts";

export type LoadOutboundDeps = {
  readonly database: Database;
  readonly files: FileStore;
  readonly publicUrl: string;
  readonly linkKey: Uint8Array;
  readonly now: () => Date;
};

/** A queued message as a connector sends it; undefined when it is gone. */
export async function loadOutbound(deps: LoadOutboundDeps, claim: Claim): Promise<OutboundMessage | undefined> {
  const row = await loadOutboundRow(deps.database.of(claim.organization_id), claim.organization_id, claim.message_id);
  if (row === undefined) return undefined;
  return {
    clientRef: claim.message_id,
    attempt: claim.attempts,
    to: {
      externalId: row.party_external_id,
      displayName: row.party_name,
      ...(row.opted_out ? { optedOut: true } : {}),
      ...(row.party_aliases.length === 0 ? {} : { aliases: row.party_aliases }),
    },
    text: row.text,
    ...(row.template === null ? {} : { template: row.template }),
    files: row.files.map((file) => toFile(deps, file)),
    ...(row.reply_external_id === null
      ? {}
      : { replyTo: { externalId: row.reply_external_id, context: row.reply_context ?? {} } }),
    ...(row.comment_external_id === null || row.comment_at === null
      ? {}
      : { privateReplyTo: { externalId: row.comment_external_id, at: new Date(row.comment_at).getTime() } }),
    ...(row.inbound_external_id === null || row.inbound_at === null
      ? {}
      : {
          lastInbound: {
            externalId: row.inbound_external_id,
            context: row.inbound_context ?? {},
            at: new Date(row.inbound_at).getTime(),
          },
        }),
    ...(row.subject === null ? {} : { subject: row.subject }),
    ...(row.thread_key === "" ? {} : { threadKey: row.thread_key }),
    ...(row.last_wrote_at === null ? {} : { lastWroteAt: new Date(row.last_wrote_at).getTime() }),
    conversationId: claim.conversation_id,
    agentName: row.author_name,
    visibility: row.visibility,
    automatic: row.automatic,
  };
}

/** Platforms that fetch by address get a link of a few minutes, bound to the file (S15); those that keep it, a lasting one. */
function toFile(deps: LoadOutboundDeps, file: OutboundFileRow): OutboundFile {
  return {
    id: file.id,
    name: file.name,
    type: file.type,
    size: Number(file.size ?? 0),
    url: linkTo(deps, file, "platform", fileLinkMaxMs, ""),
    lastingUrl: linkTo(deps, file, NETWORK_SUBJECT, networkLinkMaxMs, `/${plainName(file)}`),
    async open() {
      const opened = await deps.files.open(file.file ?? "");
      if (opened === undefined) throw new Error("the file is gone");
      return opened.stream;
    },
  };
}

function linkTo(
  { publicUrl, linkKey, now }: LoadOutboundDeps,
  { id }: OutboundFileRow,
  subject: string,
  ms: number,
  name: string,
): string {
  const token = signFileLink({ attachmentId: id as AttachmentId, subject, expiresAt: now().getTime() + ms }, linkKey);
  return `${publicUrl}/files/${id}${name}?link=${token}`;
}

/** Some networks take an address only when it ends like a file's name. */
function plainName({ name }: OutboundFileRow): string {
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0].toLowerCase() ?? "";
  const stem = name.slice(0, name.length - ending.length).normalize("NFKD");
  const words = stem.split(/[^A-Za-z0-9_]/).filter((word) => word !== "");
  return `${words.join("-").slice(0, 60) || "file"}${ending}`;
}
