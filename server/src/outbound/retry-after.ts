/**
 * How long an answer asks us to wait, in milliseconds, from `Retry-After` (seconds or an HTTP date, RFC 9110 10.2.3).
 * Undefined when it does not say; never more than a day, whatever it says.
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const value = headers.get("retry-after")?.trim() ?? "";
  const wait = /^\d{1,15}(\.\d{1,6})?$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now;
  if (value === "" || Number.isNaN(wait)) return undefined;
  return Math.min(Math.max(0, wait), 24 * 3_600_000);
}
