import type { ConnectorContext } from "../connector.ts";
import type { LookedUpProfile } from "../look-ups.ts";
import { callGraph } from "../meta/call-graph.ts";
import { type Json, numberOf, rawOf, textOf } from "../read-json.ts";
import { accountOf, type Channel } from "./account.ts";

const FIELDS = [
  "name",
  "username",
  "profile_pic",
  "follower_count",
  "is_verified_user",
  "is_user_follow_business",
  "is_business_follow_user",
].join(",");
const YES = "✓";

/**
 * `GET /{igsid}` (User Profile API): direct messages name nobody. Instagram may refuse (no consent: 230; unknown: 100, 9010) or
 * leave fields out; the contact is there without it.
 */
export async function fetchProfile(id: string, channel: Channel, ctx: ConnectorContext): Promise<LookedUpProfile> {
  const call = { method: "GET", path: id, query: { fields: FIELDS }, timeoutMs: 15_000 } as const;
  const called = await callGraph(accountOf(channel), call, ctx);
  if (!called.ok) return { ok: false, error: called.error };
  const username = textOf(called.body, "username");
  const name = textOf(called.body, "name") ?? username;
  const attributes = attributesOf(called.body);
  const photo = textOf(called.body, "profile_pic");
  // Null where they have none; left out where it is not told.
  const hasNone = rawOf(called.body, "profile_pic") === null;
  return {
    ok: true,
    profile: {
      ...(name === undefined ? {} : { displayName: name }),
      ...(username === undefined ? {} : { handle: username }),
      ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
      ...(photo === undefined ? (hasNone ? { photo: null } : {}) : { photo: { ref: photo } }),
    },
  };
}

/** An empty value takes away what was known. */
function attributesOf(body: Json): Record<string, string> {
  const followers = numberOf(body, "follower_count");
  const flags = {
    Verified: rawOf(body, "is_verified_user"),
    "Follows the account": rawOf(body, "is_user_follow_business"),
    "Followed by the account": rawOf(body, "is_business_follow_user"),
  };
  return {
    ...(followers === undefined ? {} : { Followers: String(followers) }),
    ...Object.fromEntries(
      Object.entries(flags).flatMap(([name, flag]) => (typeof flag === "boolean" ? [[name, flag ? YES : ""]] : [])),
    ),
  };
}
