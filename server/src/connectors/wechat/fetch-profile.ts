import { cleanText } from "../../lib/clean-text.ts";
import type { ConnectorContext } from "../connector.ts";
import type { LookedUpProfile } from "../look-ups.ts";
import { type Json, numberOf, textOf } from "../read-json.ts";
import { accountOf, type Channel } from "./account.ts";
import type { CallApi } from "./calling/call-api.ts";

/**
 * `GET /cgi-bin/user/info`: the name that the account's people gave the contact; since 2021 WeChat tells no name of the contact's
 * own. Also which code brought them, which an event told before there was a contact.
 */
export async function fetchProfile(
  callApi: CallApi,
  openid: string,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<LookedUpProfile> {
  const call = { path: "user/info", query: { openid, lang: "en" }, member: "openid" };
  const called = await callApi(accountOf(channel), call, ctx);
  if (!called.ok) return { ok: false, error: called.error };
  const { body } = called;
  const displayName = textOf(body, "remark") ?? textOf(body, "nickname");
  const attributes = attributesOf(body);
  // Told no more since 2021, but for accounts that WeChat lets see it.
  const photo = textOf(body, "headimgurl");
  return {
    ok: true,
    profile: {
      ...(displayName === undefined ? {} : { displayName }),
      ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
      ...(photo === undefined ? {} : { photo: { ref: photo } }),
    },
  };
}

function attributesOf(user: Json): Record<string, string> {
  const scene = numberOf(user, "qr_scene") ?? 0;
  const told = {
    Language: textOf(user, "language"),
    Country: textOf(user, "country"),
    // `ADD_SCENE_QR_CODE`
    "Came by": textOf(user, "subscribe_scene")?.replace(/^ADD_SCENE_/, ""),
    Reference: textOf(user, "qr_scene_str") ?? (scene > 0 ? String(scene) : undefined),
  };
  const known = Object.entries(told).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(known.map(([name, value]) => [name, cleanText(value.slice(0, 300))]));
}
