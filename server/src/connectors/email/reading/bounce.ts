import { cleanText } from "../../../lib/clean-text.ts";
import { assertNever } from "../../../lib/never.ts";
import type { InboundItem, SendError } from "../../connector.ts";
import { firstHeader } from "../mime/header-block.ts";
import { partBytes } from "../mime/part-content.ts";
import type { MailStructure } from "../mime/structure.ts";
import { findMessageIds, type Keys, readMessageId } from "../threading/keyed-marks.ts";
import { type DeliveryReport, readReport } from "./delivery-report.ts";

export type BounceReading =
  /** No report at all, or one without a trace of a message: shown like any mail. */
  | { readonly type: "none" }
  /** About a message that is not ours: somebody forged our address, or the report itself. */
  | { readonly type: "backscatter"; readonly reason: string }
  | { readonly type: "report"; readonly messageId: string; readonly report: DeliveryReport };

/** Where a bounce cites what bounced; the rest of a large mail holds nothing of use. */
const searchedBytes = { mail: 512 * 1024, part: 64 * 1024 };

/**
 * What a mail tells about the delivery of a message of ours. Only our own keyed Message-ID makes it so: a report that cites
 * something else is dropped, because anybody can make one up.
 */
export function readBounce(mail: MailStructure, from: string, keys: Keys): BounceReading {
  const report = readReport(mail) ?? readPlainBounce(mail, from);
  if (report === undefined) return { type: "none" };
  const messageId = readCitedId(mail, keys);
  if (messageId !== undefined) return { type: "report", messageId, report };
  return citesSomething(mail)
    ? { type: "backscatter", reason: `A ${report.kind} report on a mail that is not ours.` }
    : { type: "none" };
}

/** Our id anywhere in the mail: as it stands there, or within an encoded part. */
function readCitedId({ bytes, parts }: MailStructure, keys: Keys): string | undefined {
  const encoded = parts.filter(({ type, encoding }) => /^(?:text|message)\//.test(type) && isCoded.test(encoding));
  const heads = encoded.map((part) => ({ ...part, end: Math.min(part.end, part.start + searchedBytes.part) }));
  for (const part of [undefined, ...heads]) {
    const content =
      part === undefined ? bytes.subarray(0, searchedBytes.mail) : Buffer.concat([...partBytes(bytes, part)]);
    const ours = findMessageIds(content.toString("latin1")).map((id) => readMessageId(keys, id));
    const found = ours.find((each) => each !== undefined);
    if (found !== undefined) return found.messageId;
  }
  return undefined;
}

/** The report carries the original, or its headers: had it been ours, our id would stand there. */
function citesSomething({ parts }: MailStructure): boolean {
  return parts.some(({ type }) =>
    /^(message\/(rfc822|global)|text\/rfc822|message\/rfc822-|message\/global-headers)/.test(type),
  );
}

const isCoded = /^(?:quoted-printable|base64)$/i;
/** How servers without a report head what they only tell: the mail still waits. */
const delaySubject =
  /^(?:warning: (?:message \S+ delayed|could not send message)|delayed mail|delivery delayed|delivery status notification \(delay\))/i;
const failureWords =
  /undeliver|non[- ]?remis|delivery (?:status|has failed|failure|failed|problem)|mail delivery|failure notice|returned (?:mail|to sender)|could ?n[o']t be delivered|unzustellbar|échec de (?:la )?remise|no se pudo entregar|mancata consegna|qmail-send program|not be delivered|rejected by/i;

/** qmail, Exim, old Exchange and others write their bounces for people. */
function readPlainBounce({ bytes, root }: MailStructure, from: string): DeliveryReport | undefined {
  const failed = firstHeader(root.headers, "x-failed-recipients");
  const isMachine =
    /^(mailer-daemon|postmaster|mail-?daemon)@?/i.test(from) || firstHeader(root.headers, "return-path") === "<>";
  const subject = firstHeader(root.headers, "subject") ?? "";
  const isDelay = isMachine && delaySubject.test(subject);
  const text = `${subject}\n${bytes.toString("latin1", root.start, root.start + 4096)}`;
  const isAnswer = /^auto-replied/i.test(firstHeader(root.headers, "auto-submitted") ?? "");
  if (failed === undefined && (!isMachine || isAnswer || !(isDelay || failureWords.test(text)))) return undefined;
  const recipient = /[^\s<>,;:]{1,320}@[^\s<>,;:]{1,255}/.exec((failed ?? "").slice(0, 2000))?.[0]?.toLowerCase();
  const status = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(text)?.[0];
  const action = isDelay ? "delayed" : "failed";
  return { kind: "delivery", action, status, recipient, diagnostic: undefined };
}

type Base = Pick<InboundItem, "channelExternalId" | "occurredAt" | "party">;

/** The report as what happened to the message: delivery state, or a thing we only keep. */
export function toReportItem(messageId: string, report: DeliveryReport, base: Base): InboundItem {
  const party = { externalId: cleanText(report.recipient ?? base.party.externalId) };
  const item = { ...base, party, type: "delivery", target: { clientRefs: [messageId] } } as const;
  switch (report.kind) {
    case "complaint":
      return { ...base, type: "unknown", hint: `complaint about ${messageId}` };
    case "read_receipt":
      return report.action === "displayed"
        ? { ...item, status: "read" }
        : { ...base, type: "unknown", hint: "read receipt" };
    case "delivery":
      if (report.action === "delivered") return { ...item, status: "delivered" };
      // Delayed, relayed and expanded: the mail is still on its way, as far as anybody knows.
      if (report.action !== "failed") return { ...item, status: "sent" };
      return { ...item, status: "failed", error: toError(report) };
    default:
      return assertNever(report.kind);
  }
}

function toError({ status, diagnostic }: DeliveryReport): SendError {
  const message = cleanText(diagnostic ?? "The mail came back as undeliverable.");
  return { kind: kindOfStatus(status), code: status ?? "bounced", message };
}

/** RFC 3463: the second number says what it is about. */
export function kindOfStatus(status = ""): SendError["kind"] {
  if (/^5\.3\.4|^5\.2\.3/.test(status)) return "too_large";
  if (/^5\.6\./.test(status)) return "invalid_content";
  if (/^5\.7\./.test(status)) return "policy";
  return "recipient_unavailable";
}
