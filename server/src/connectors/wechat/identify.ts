import type { WechatSettings } from "@guichet/contract";
import type { Identified, IdentifyContext } from "../account-hooks.ts";
import type { Channel } from "./account.ts";
import type { AccessTokens } from "./calling/access-tokens.ts";
import { AES_KEY, APP_SECRET } from "./settings.ts";

/** No such account; and a server that WeChat does not let in, which only the account's owner can change: it is told by health. */
const UNKNOWN_APP = 40013;
const NOT_LET_IN: readonly (number | undefined)[] = [40164, 61004, 89501, 89503, 89506, 89507];

/**
 * Does the secret open the account? It goes to another address than the one it was given for only when it is typed again. Whoever
 * chooses plain messages takes the key away.
 */
export async function identifyAccount(
  tokens: AccessTokens,
  settings: WechatSettings,
  before: Channel | undefined,
  ctx: IdentifyContext,
): Promise<Identified<WechatSettings>> {
  const isSame = before?.settings.apiUrl === settings.apiUrl && before.settings.appId === settings.appId;
  const appSecret = settings.appSecret ?? (isSame ? before?.secrets[APP_SECRET] : undefined) ?? "";
  if (appSecret === "") return { ok: false, code: "account_secret_needed", path: "appSecret" };
  const hasKey = (before?.endpointSecrets?.[AES_KEY]?.[0] ?? "") !== "";
  const isKeyGiven = settings.encodingAesKey !== null && settings.encodingAesKey !== "";
  if (settings.mode === "encrypted" && !hasKey && !isKeyGiven)
    return { ok: false, code: "account_secret_needed", path: "encodingAesKey" };
  const found = await tokens.get({ apiUrl: settings.apiUrl, appId: settings.appId, appSecret }, ctx);
  if (!found.ok && !NOT_LET_IN.includes(found.errcode)) return refusedBy(found.errcode, found.error.kind);
  return { ok: true, settings: { ...settings, encodingAesKey: keyOf(settings, hasKey) } };
}

function keyOf({ mode, encodingAesKey }: WechatSettings, hasKey: boolean): string | null {
  if (mode === "plain") return hasKey ? "" : null;
  return encodingAesKey === "" ? null : encodingAesKey;
}

function refusedBy(errcode: number | undefined, kind: string): Identified<WechatSettings> {
  if (errcode === UNKNOWN_APP) return { ok: false, code: "account_not_found", path: "appId" };
  // Without a code it was not WeChat that answered.
  if (kind === "auth_expired" && errcode !== undefined)
    return { ok: false, code: "account_refused", path: "appSecret" };
  return { ok: false, code: "account_unreachable", path: "apiUrl" };
}
