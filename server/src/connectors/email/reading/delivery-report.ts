import { firstHeader, type MailHeaders, readHeaderBlock } from "../mime/header-block.ts";
import { partBytes } from "../mime/part-content.ts";
import type { MailPart, MailStructure } from "../mime/structure.ts";

export type DeliveryReport = {
  readonly kind: "delivery" | "read_receipt" | "complaint";
  /** `failed`, `delayed`, `delivered`, `relayed`, `expanded` of RFC 3464; `displayed`, `deleted`… of RFC 8098. */
  readonly action: string;
  /** `5.1.1` and the like, where there is one. */
  readonly status: string | undefined;
  readonly recipient: string | undefined;
  /** What the other server said, for people. */
  readonly diagnostic: string | undefined;
};

const reportTypes: Readonly<Record<string, DeliveryReport["kind"]>> = {
  "message/delivery-status": "delivery",
  "message/global-delivery-status": "delivery",
  "message/disposition-notification": "read_receipt",
  "message/feedback-report": "complaint",
};

const maxReportBytes = 64 * 1024;

/** The machine-readable report of a `multipart/report`; undefined when the mail holds none. */
export function readReport({ bytes, parts, root }: MailStructure): DeliveryReport | undefined {
  const part = parts.find(({ type }) => reportTypes[type] !== undefined);
  const kind = part && reportTypes[part.type];
  if (part === undefined || kind === undefined) return undefined;
  // Somebody may forward a report; it speaks for itself only as the report's own part.
  if (!root.type.startsWith("multipart/report") && !root.children.includes(part)) return undefined;
  return toReport(kind, readBlocks(bytes, part));
}

/** Header lines in blocks: one for the message, then one for each recipient. */
function readBlocks(bytes: Buffer, part: MailPart): MailHeaders {
  const content = Buffer.concat([...partBytes(bytes, part)]).subarray(0, maxReportBytes);
  const lines: MailHeaders[number][] = [];
  for (let at = 0; at < content.length; ) {
    const { headers, bodyStart } = readHeaderBlock(content, at);
    lines.push(...headers);
    at = Math.max(bodyStart, at + 1);
  }
  return lines;
}

function toReport(kind: DeliveryReport["kind"], lines: MailHeaders): DeliveryReport {
  const disposition = firstHeader(lines, "disposition")?.split(";").at(-1)?.split("/")[0];
  const recipient = firstHeader(lines, "final-recipient") ?? firstHeader(lines, "original-recipient");
  return {
    kind,
    action: (firstHeader(lines, "action") ?? disposition ?? "").split("(", 1).join("").trim().toLowerCase(),
    status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(firstHeader(lines, "status") ?? "")?.[0],
    recipient: recipient
      ?.replace(/^[\w-]+\s*;\s*/, "")
      .trim()
      .toLowerCase(),
    diagnostic: firstHeader(lines, "diagnostic-code")
      ?.replace(/^[\w-]+\s*;\s*/, "")
      .replace(/\s+/g, " ")
      .slice(0, 500),
  };
}
