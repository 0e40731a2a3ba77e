import type { SmsSettings } from "@guichet/contract";
import type { Identified, IdentifyContext } from "../account-hooks.ts";
import type { ChannelForConnector, SendError } from "../connector.ts";
import { textOf } from "../read-json.ts";
import { type Account, accountUrl, callApi } from "./call-api.ts";
import { findSender, toAccountSettings } from "./find-sender.ts";
import { apiKeySecret, authToken } from "./settings.ts";

type Before = ChannelForConnector<SmsSettings> | undefined;

/**
 * Do the credentials open the account, and does it have the sender? A stored secret goes to another address, or stands for
 * another account or key, only when it is typed again.
 */
export async function identifyAccount(
  settings: SmsSettings,
  before: Before,
  ctx: IdentifyContext,
): Promise<Identified<SmsSettings>> {
  const token = settings.authToken ?? storedToken(settings, before);
  if (token === undefined) return { ok: false, code: "account_secret_needed", path: "authToken" };
  const key = settings.apiKeySecret ?? storedKey(settings, before);
  if (settings.apiKeySid !== "" && key === undefined)
    return { ok: false, code: "account_secret_needed", path: "apiKeySecret" };
  const { accountSid, apiUrl, messagingUrl } = settings;
  const asAccount: Account = { accountSid, apiUrl, messagingUrl, user: accountSid, password: token };
  const found = await getAccount(asAccount, ctx);
  if (!found.ok) return failed(found.error, "authToken", "apiUrl");
  if (found.status !== "active") return { ok: false, code: "account_not_found", path: "accountSid" };
  const caller =
    settings.apiKeySid === "" ? asAccount : { ...asAccount, user: settings.apiKeySid, password: key ?? "" };
  const sought = await findSender(caller, settings.sender, ctx);
  if (!sought.ok && sought.error !== undefined)
    return failed(
      sought.error,
      caller === asAccount ? "authToken" : "apiKeySecret",
      settings.sender.startsWith("MG") ? "messagingUrl" : "apiUrl",
    );
  if (!sought.ok || !sought.sender.canSms) return { ok: false, code: "account_not_found", path: "sender" };
  return { ok: true, settings: { ...settings, account: toAccountSettings(found.name, sought.sender) } };
}

function failed({ kind }: SendError, secret: string, url: string): Identified<SmsSettings> {
  const isRefused = kind === "auth_expired";
  return { ok: false, code: isRefused ? "account_refused" : "account_unreachable", path: isRefused ? secret : url };
}

function isSamePlace(settings: SmsSettings, before: Before): before is ChannelForConnector<SmsSettings> {
  const was = before?.settings;
  return (
    was !== undefined &&
    was.apiUrl === settings.apiUrl &&
    was.messagingUrl === settings.messagingUrl &&
    was.accountSid === settings.accountSid
  );
}

function storedToken(settings: SmsSettings, before: Before): string | undefined {
  return isSamePlace(settings, before) ? before.secrets[authToken] : undefined;
}

function storedKey(settings: SmsSettings, before: Before): string | undefined {
  const isSame = isSamePlace(settings, before) && before.settings.apiKeySid === settings.apiKeySid;
  return isSame ? before.secrets[apiKeySecret] : undefined;
}

/** The account behind its SID and token: what it is called, and whether it is `active`, `suspended` or `closed`. */
export async function getAccount(
  account: Account,
  ctx: IdentifyContext,
): Promise<{ ok: true; name: string; status: string } | { ok: false; error: SendError }> {
  const called = await callApi(account, accountUrl(account, ".json"), undefined, ctx);
  if (!called.ok) {
    // The account itself is what was asked for: one that is not there is one that the SID does not open.
    const isUnknown = called.isTwilio && ["20404", "http_404", "20008"].includes(called.error.code);
    return { ok: false, error: isUnknown ? { ...called.error, kind: "auth_expired" } : called.error };
  }
  const name = textOf(called.body, "friendly_name") ?? account.accountSid;
  return { ok: true, name, status: textOf(called.body, "status") ?? "" };
}
