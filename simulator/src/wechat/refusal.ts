import type { Answer } from "./wire.ts";

/** WeChat says no with HTTP 200 and a code. */
export function refused(errcode: number, errmsg: string): Answer {
  return { errcode, errmsg };
}
