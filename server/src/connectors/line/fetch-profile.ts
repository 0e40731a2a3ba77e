import type { LineSettings } from "@guichet/contract";
import type { ChannelForConnector, ConnectorContext } from "../connector.ts";
import type { LookedUpProfile } from "../look-ups.ts";
import { textOf } from "../read-json.ts";
import { accountOf, callApi } from "./call-api.ts";

/** The names that LINE's events do not bring: of a person, or of a group. A room has none; who blocked us is unknown (404). */
export async function fetchProfile(
  id: string,
  channel: ChannelForConnector<LineSettings>,
  ctx: ConnectorContext,
): Promise<LookedUpProfile> {
  if (!/^[UC][\w-]{1,200}$/.test(id)) return { ok: true, profile: {} };
  const isGroup = id.startsWith("C");
  const path = isGroup ? `/v2/bot/group/${id}/summary` : `/v2/bot/profile/${id}`;
  const called = await callApi(accountOf(channel), { method: "GET", path, timeoutMs: 10_000 }, ctx);
  if (!called.ok) return { ok: false, error: called.error };
  const name = textOf(called.body, isGroup ? "groupName" : "displayName");
  const photo = textOf(called.body, "pictureUrl");
  const language = textOf(called.body, "language");
  return {
    ok: true,
    profile: {
      ...(name === undefined ? {} : { displayName: name }),
      ...(language === undefined ? {} : { attributes: { Language: language.slice(0, 35) } }),
      // Left out where there is none.
      photo: photo === undefined ? null : { ref: photo },
    },
  };
}
