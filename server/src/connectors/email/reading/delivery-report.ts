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

/** The machine-readable report of a `multipart/report`; undefined when the mail holds none, or one that says nothing. */
export function readReport({ bytes, parts, root }: MailStructure): DeliveryReport | undefined {
  const part = parts.find(({ type }) => reportTypes[type] !== undefined);
  const kind = part && reportTypes[part.type];
  if (part === undefined || kind === undefined) return undefined;
  // Somebody may forward a report; it speaks for itself only as the report's own part.
  if (!root.type.startsWith("multipart/report") && !root.children.includes(part)) return undefined;
  const report = toReport(kind, linesToRead(readBlocks(bytes, part)));
  return kind === "delivery" && report.action === "" ? undefined : report;
}

/** Header lines in blocks: one for the message, then one for each recipient. */
function readBlocks(bytes: Buffer, part: MailPart): MailHeaders[] {
  const content = Buffer.concat([...partBytes(bytes, part)]).subarray(0, maxReportBytes);
  const blocks: MailHeaders[] = [];
  for (let at = 0; at < content.length; ) {
    const { headers, bodyStart } = readHeaderBlock(content, at);
    blocks.push(headers);
    at = Math.max(bodyStart, at + 1);
  }
  return blocks;
}

/**
 * Of several recipients the one whom the mail did not reach is told; what else stands in blocks without an action belongs
 * to it as well, for some servers break one block into two.
 */
function linesToRead(blocks: readonly MailHeaders[]): MailHeaders {
  const told = blocks.filter((block) => firstHeader(block, "action") !== undefined);
  const chosen = told.find((block) => actionOf(block) === "failed") ?? told[0] ?? [];
  return [...chosen, ...blocks.filter((block) => !told.includes(block)).flat()];
}

function actionOf(lines: MailHeaders): string {
  const disposition = firstHeader(lines, "disposition")?.split(";").at(-1)?.split("/")[0];
  return (firstHeader(lines, "action") ?? disposition ?? "").split("(", 1).join("").trim().toLowerCase();
}

function toReport(kind: DeliveryReport["kind"], lines: MailHeaders): DeliveryReport {
  const recipient = firstHeader(lines, "final-recipient") ?? firstHeader(lines, "original-recipient");
  return {
    kind,
    action: actionOf(lines),
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
