import { parseJson } from "../../../lib/parse-json.ts";
import { type OutboundAnswer, retryAfterMs } from "../../../outbound/index.ts";
import type { SendError } from "../../connector.ts";
import { leavesOpen } from "../../outbound-failure.ts";
import { type Json, numberOf, rawOf, recordOf, textOf } from "../../read-json.ts";
import { errorOfCode, errorOfHttp } from "./send-error.ts";

export type Called =
  | { readonly ok: true; readonly body: Json }
  /** `errcode`: WeChat's own, where it was WeChat that answered. */
  | { readonly ok: false; readonly error: SendError; readonly errcode?: number };

const limits = {
  maxDepth: 40,
  maxKeys: 50_000,
  maxBytes: 4 * 1024 * 1024,
  forbiddenKeys: "dropped",
  /** A template's `msgid` has 64 bits. */
  bigIntegers: "text",
} as const;

export function readJson(bytes: Uint8Array): Json | undefined {
  const parsed = parseJson(bytes, limits);
  return parsed.ok ? recordOf(parsed.value) : undefined;
}

/**
 * WeChat answers 200 whatever became of a call: `errcode` 0 says that it was done, or, where something was asked for, that this is
 * there (`member`). An answer in nobody's own words leaves open whether it was.
 */
export function readAnswer({ status, headers, body }: OutboundAnswer, now: number, member = "errcode"): Called {
  const isDone = status >= 200 && status < 300;
  const said = readJson(body);
  const errcode = numberOf(said, "errcode");
  const wait = retryAfterMs(headers, now);
  const retry = wait === undefined ? {} : { retryAfterMs: Math.max(0, wait) };
  if (isDone && said !== undefined && (errcode ?? 0) === 0 && rawOf(said, member) !== undefined)
    return { ok: true, body: said };
  if (isDone && errcode !== undefined && errcode !== 0)
    return { ok: false, errcode, error: { ...errorOfCode(errcode, textOf(said, "errmsg") ?? "", now), ...retry } };
  if (!isDone && !leavesOpen(status)) return { ok: false, error: { ...errorOfHttp(status), ...retry } };
  const message = "The answer was not one of WeChat's.";
  return { ok: false, error: { kind: "outcome_unknown", code: "not_wechat", message } };
}
