import type { SendError } from "../../connector.ts";
import { textOf } from "../servers/connect-imap.ts";

/** How far the dialogue had come: only after the whole mail was handed over may it have been delivered. */
export type SmtpPhase = "connecting" | "signing_in" | "handing_over" | "handed_over";

/**
 * What an error of the SMTP dialogue means. The server's words are kept for people, shortened; they never decide alone: reply
 * codes (RFC 5321) and enhanced status codes (RFC 3463) do.
 */
export function toSendError(error: unknown, phase: SmtpPhase): SendError {
  const response = textOf(error, "response");
  const reply = Number(/^\d{3}/.exec(response)?.[0] ?? 0);
  const status = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? "";
  const code = status || (reply === 0 ? textOf(error, "code").toLowerCase() || "connection" : `smtp_${reply}`);
  if (reply === 0) return withoutReply(error, phase, code);
  const message = toWords(response);
  if (reply < 500)
    return { kind: reply === 421 || /^4\.7\./.test(status) ? "rate_limited" : "retryable", code, message };
  return { kind: kindOfRefusal(reply, status, phase, textOf(error, "command")), code, message };
}

function withoutReply(error: unknown, phase: SmtpPhase, code: string): SendError {
  const words = error instanceof Error ? error.message : "";
  if (/size larger than allowed/i.test(words)) {
    return { kind: "too_large", code: "too_large", message: "The mail is larger than the mail server takes." };
  }
  if (phase === "handed_over") {
    const message = "The connection was lost after the mail was handed over; it may have been sent.";
    return { kind: "outcome_unknown", code, message };
  }
  return { kind: "retryable", code, message: "The connection to the mail server failed or was cut." };
}

/** The reply's text without its codes, on one line. */
function toWords(response: string): string {
  const line = response.replace(/[\p{Cc}\s]+/gu, " ").replace(/\b\d{3}[ -](?:[245]\.\d{1,3}\.\d{1,3}\s+)?/g, "");
  return line.trim().slice(0, 300).toWellFormed() || "The mail server refused the mail.";
}

function kindOfRefusal(reply: number, status: string, phase: SmtpPhase, command: string): SendError["kind"] {
  if (phase === "signing_in" || [530, 534, 535, 538].includes(reply) || /^5\.7\.8$/.test(status)) return "auth_expired";
  if (reply === 552 || /^5\.(3\.4|2\.3)$/.test(status))
    return status.startsWith("5.2.2") ? "recipient_unavailable" : "too_large";
  if (/^5\.7\./.test(status)) return command === "MAIL FROM" ? "permission" : "policy";
  if (/^5\.[12]\./.test(status)) return command === "MAIL FROM" ? "permission" : "recipient_unavailable";
  if (/^5\.6\./.test(status)) return "invalid_content";
  if (command === "RCPT TO") return "recipient_unavailable";
  return command === "MAIL FROM" ? "permission" : "policy";
}
