import type { ConnectorContext } from "../connector.ts";
import type { LookedUpProfile } from "../look-ups.ts";
import { callGraph } from "../meta/call-graph.ts";
import { textOf } from "../read-json.ts";
import { accountOf, type Channel } from "./account.ts";

/**
 * `GET /{psid}` (User Profile API): Messenger's notices name nobody. Facebook may refuse (no consent: 230; unknown: 100/33) or
 * leave fields out; the contact is there without it.
 */
export async function fetchProfile(id: string, channel: Channel, ctx: ConnectorContext): Promise<LookedUpProfile> {
  const query = { fields: "first_name,last_name,name,profile_pic" };
  const called = await callGraph(accountOf(channel), { method: "GET", path: id, query, timeoutMs: 15_000 }, ctx);
  if (!called.ok) return { ok: false, error: called.error };
  const parts = [textOf(called.body, "first_name"), textOf(called.body, "last_name")].filter(
    (part) => part !== undefined,
  );
  const name = textOf(called.body, "name") ?? (parts.length === 0 ? undefined : parts.join(" "));
  const photo = textOf(called.body, "profile_pic");
  return {
    ok: true,
    profile: {
      ...(name === undefined ? {} : { displayName: name }),
      ...(photo === undefined ? {} : { photo: { ref: photo } }),
    },
  };
}
