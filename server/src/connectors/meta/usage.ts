import { parseJson } from "../../lib/parse-json.ts";
import { retryAfterMs } from "../../outbound/index.ts";
import { arrayOf, numberOf, recordOf } from "../read-json.ts";

/** Most of a wait that Meta may ask of us, in milliseconds. */
const LONGEST_WAIT_MS = 24 * 3_600_000;
const limits = { maxDepth: 10, maxKeys: 1000, maxBytes: 32 * 1024 };

/**
 * How long a throttled account has to rest: `Retry-After`, else the longest `estimated_time_to_regain_access` (minutes) of
 * `X-Business-Use-Case-Usage` (Graph API, "Rate limits"). Undefined: Meta does not say.
 */
export function waitOf(headers: Headers, now: number): number | undefined {
  const told = retryAfterMs(headers, now);
  if (told !== undefined) return told;
  const minutes = minutesOf(headers.get("x-business-use-case-usage"));
  return minutes > 0 ? Math.min(minutes * 60_000, LONGEST_WAIT_MS) : undefined;
}

function minutesOf(header: string | null): number {
  if (header === null) return 0;
  const parsed = parseJson(header, limits);
  const accounts = recordOf(parsed.ok ? parsed.value : undefined) ?? {};
  const waits = Object.keys(accounts)
    .flatMap((account) => arrayOf(accounts, account))
    .map((use) => numberOf(recordOf(use), "estimated_time_to_regain_access") ?? 0);
  return Math.max(0, ...waits);
}
