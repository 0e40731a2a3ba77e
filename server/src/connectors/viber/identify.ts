import type { ViberSettings } from "@guichet/contract";
import type { Identified, IdentifyContext } from "../account-hooks.ts";
import type { ChannelForConnector } from "../connector.ts";
import { idOf, type Json, textOf } from "../read-json.ts";
import { type Account, callApi } from "./call-api.ts";
import { botToken } from "./settings.ts";

export type Bot = NonNullable<ViberSettings["bot"]>;

/** Which bot does the token open? It goes to another address than the one it was given for only when it is typed again. */
export async function identifyBot(
  settings: ViberSettings,
  before: ChannelForConnector<ViberSettings> | undefined,
  ctx: IdentifyContext,
): Promise<Identified<ViberSettings>> {
  const isSameServer = before?.settings.apiUrl === settings.apiUrl;
  const token = settings.token ?? (isSameServer ? before?.secrets[botToken] : undefined);
  if (token === undefined) return { ok: false, code: "account_secret_needed", path: "token" };
  const found = await getBot({ apiUrl: settings.apiUrl, token }, ctx);
  if (!found.ok) {
    const isRefused = found.kind === "auth_expired";
    return isRefused
      ? { ok: false, code: "account_refused", path: "token" }
      : { ok: false, code: "account_unreachable", path: "apiUrl" };
  }
  return { ok: true, settings: { ...settings, bot: found.bot } };
}

/** `get_account_info`: the bot behind a token, and where it delivers (`webhook`). */
export async function getBot(
  account: Account,
  ctx: IdentifyContext,
): Promise<{ ok: true; bot: Bot; info: Json } | { ok: false; kind: string; detail: string }> {
  const called = await callApi(account, "get_account_info", {}, ctx);
  if (!called.ok) return { ok: false, kind: called.error.kind, detail: called.error.message };
  const id = idOf(called.body, "id");
  if (id === undefined || id.length > 100)
    return { ok: false, kind: "permission", detail: "The answer was not one of Viber's." };
  const name = (textOf(called.body, "name") ?? id).slice(0, 300).toWellFormed();
  const uri = (textOf(called.body, "uri") ?? "").slice(0, 200).toWellFormed();
  return { ok: true, bot: { id, name, uri }, info: called.body };
}
