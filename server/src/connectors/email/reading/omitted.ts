/** Set by whoever fetched the mail and did not fetch all of it: why, and the mail's size in bytes. */
export const omittedHeader = "mail-omitted";
export const sizeHeader = "mail-size";

/** What is shown instead of a body that was not fetched; undefined when all of it is there. */
export function omittedNote(headers: Readonly<Record<string, string>>): string | undefined {
  const size = Number(headers[sizeHeader] ?? 0) / 1_048_576;
  switch (headers[omittedHeader]) {
    case undefined:
      return undefined;
    case "too_large":
      return `[This mail is too large to be fetched (${size.toFixed(1)} MB). It is still in the mailbox.]`;
    default:
      return "[The mail server did not hand out this mail. It is still in the mailbox.]";
  }
}
