import { firstHeader, type MailHeaders } from "../mime/header-block.ts";

export type AutomaticReason =
  | "auto_submitted"
  | "auto_reply"
  | "bulk"
  | "list"
  | "null_sender"
  | "report"
  | "role_address";

/** A mailing list may well carry a person's words, but an automatic answer to it reaches everybody. */
const listHeaders = ["list-id", "list-unsubscribe", "list-post"];
const autoReplyHeaders = ["x-autoreply", "x-autorespond", "x-auto-reply", "x-loop"];
const roleAddress = /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|mail-?daemon)(?:[+._-]|@)/i;

/**
 * Why no automatic answer may follow (I18); undefined when a person wrote. RFC 3834, and what mailers used before it.
 */
export function readAutomatic(headers: MailHeaders, from: string): AutomaticReason | undefined {
  const value = (name: string) => firstHeader(headers, name)?.toLowerCase() ?? "";
  const has = (name: string) => firstHeader(headers, name) !== undefined;
  if (has("auto-submitted") && !/^no\b/.test(value("auto-submitted"))) return "auto_submitted";
  if (/\b(all|oof|autoreply|dr|rn|nrn)\b/.test(value("x-auto-response-suppress"))) return "auto_reply";
  if (autoReplyHeaders.some((name) => has(name) && value(name) !== "no")) return "auto_reply";
  if (/^(bulk|list|junk|auto_reply)\b/.test(value("precedence"))) return "bulk";
  if (listHeaders.some(has)) return "list";
  if (value("return-path") === "<>") return "null_sender";
  if (value("content-type").startsWith("multipart/report")) return "report";
  return roleAddress.test(from) ? "role_address" : undefined;
}
