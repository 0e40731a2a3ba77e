/**
 * A value that is safe in a header: one line, no control characters, no line or paragraph separators (S33). Whatever a stranger
 * or an agent wrote, it cannot begin another header.
 */
export function headerText(value: string, maxLength = 500): string {
  const line = value
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return line.slice(0, maxLength).toWellFormed();
}

const mailbox = /^[^\s<>()[\]"',;:\\@\p{Cc}]{1,64}@[^\s<>()[\]"',;:\\@\p{Cc}]{1,253}$/u;

/** Whether mail can be addressed to it. `.invalid` never can (RFC 2606). */
export function isMailAddress(address: string): boolean {
  return address.length <= 254 && mailbox.test(address) && !address.toLowerCase().endsWith(".invalid");
}

const replyPrefix = /^\s*(?:re|aw|sv|antw|rv|vs|odp|ref|tr|wg|fwd?|回复|答复|转发)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]\s*/iu;

/** `Re: ` once, whatever prefixes of whatever language stand there. */
export function replySubject(subject: string): string {
  let bare = headerText(subject);
  for (let turn = 0; turn < 20 && replyPrefix.test(bare); turn += 1) bare = bare.replace(replyPrefix, "");
  return bare === "" ? "Re:" : `Re: ${bare}`;
}
