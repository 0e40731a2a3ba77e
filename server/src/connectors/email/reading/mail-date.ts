const day = 24 * 3_600_000;

/**
 * When the mail was written. A date that is missing, impossible, in the future or more than a week before the mail came
 * says nothing: then it is when the mail came.
 */
export function readMailDate(header: string | undefined, receivedAt: number): number {
  const written = Date.parse((header ?? "").replace(/\([^()]*\)/g, " ").trim());
  if (Number.isNaN(written) || written < receivedAt - 7 * day || written > receivedAt) return receivedAt;
  return written;
}
