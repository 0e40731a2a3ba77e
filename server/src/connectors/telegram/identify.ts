import type { TelegramSettings } from "@guichet/contract";
import type { Identified, IdentifyContext } from "../account-hooks.ts";
import type { ChannelForConnector } from "../connector.ts";
import { recordOf, textOf } from "../read-json.ts";
import { type Account, callMethod } from "./call-method.ts";
import { idOf } from "./read-id.ts";
import { botToken } from "./settings.ts";

export type Bot = NonNullable<TelegramSettings["bot"]>;

/** Which bot does the token open? It goes to another address than the one it was given for only when it is typed again. */
export async function identifyBot(
  settings: TelegramSettings,
  before: ChannelForConnector<TelegramSettings> | undefined,
  ctx: IdentifyContext,
): Promise<Identified<TelegramSettings>> {
  const token = settings.token ?? (isSameServer(settings, before) ? before?.secrets[botToken] : undefined);
  if (token === undefined) return { ok: false, code: "account_secret_needed", path: "token" };
  const found = await getBot({ ...settings, token }, ctx);
  if (!found.ok) {
    const isRefused = found.kind === "auth_expired";
    return isRefused
      ? { ok: false, code: "account_refused", path: "token" }
      : { ok: false, code: "account_unreachable", path: "apiUrl" };
  }
  return { ok: true, settings: { ...settings, bot: found.bot } };
}

function isSameServer(settings: TelegramSettings, before: ChannelForConnector<TelegramSettings> | undefined): boolean {
  return before?.settings.apiUrl === settings.apiUrl && before.settings.fileUrl === settings.fileUrl;
}

/** `getMe`: the bot behind a token. */
export async function getBot(
  account: Account,
  ctx: IdentifyContext,
): Promise<{ ok: true; bot: Bot } | { ok: false; kind: string; detail: string }> {
  const called = await callMethod(account, "getMe", {}, ctx);
  if (!called.ok) return { ok: false, kind: called.error.kind, detail: called.error.message };
  const me = recordOf(called.result);
  const id = idOf(me, "id");
  if (id === undefined) return { ok: false, kind: "permission", detail: "The answer was not one of Telegram's." };
  const name = (textOf(me, "first_name") ?? id).slice(0, 300);
  return { ok: true, bot: { id, name, username: (textOf(me, "username") ?? "").slice(0, 100) } };
}
