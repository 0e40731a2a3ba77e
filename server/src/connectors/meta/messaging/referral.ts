import { type Json, memberOf, textOf } from "../../read-json.ts";

/**
 * What brought the contact here: a link's reference, an advertisement. It may hang on a message, on a button or stand alone
 * (Messenger Platform, `messaging_referrals`). Undefined: it says nothing.
 */
export function referralAttributes(referral: Json | undefined): Record<string, string> | undefined {
  const ad = memberOf(referral, "ads_context_data");
  const told = {
    "Came by": textOf(referral, "source"),
    Reference: textOf(referral, "ref"),
    Advertisement: textOf(ad, "ad_title") ?? textOf(referral, "ad_id"),
    "Advertised post": textOf(ad, "post_id"),
    "Came from": textOf(referral, "referer_uri"),
  };
  const entries = Object.entries(told).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value.slice(0, 500)] as const],
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
