import type { LineSettings } from "@guichet/contract";
import type { Identified, IdentifyContext } from "../account-hooks.ts";
import type { ChannelForConnector } from "../connector.ts";
import { textOf } from "../read-json.ts";
import { type Account, callApi } from "./call-api.ts";
import { accessToken, channelSecret } from "./settings.ts";

type Channel = ChannelForConnector<LineSettings>;
type Told = NonNullable<LineSettings["account"]>;

/** Whose token is it? It goes to another address than the one it was given for only when it is typed again. */
export async function identifyAccount(
  settings: LineSettings,
  before: Channel | undefined,
  ctx: IdentifyContext,
): Promise<Identified<LineSettings>> {
  const hasSecret = settings.channelSecret !== null || (before?.endpointSecrets?.[channelSecret] ?? []).length > 0;
  if (!hasSecret) return { ok: false, code: "account_secret_needed", path: "channelSecret" };
  const token = settings.accessToken ?? (isSameServer(settings, before) ? before?.secrets[accessToken] : undefined);
  if (token === undefined) return { ok: false, code: "account_secret_needed", path: "accessToken" };
  const found = await getAccount({ apiUrl: settings.apiUrl, dataUrl: settings.dataUrl, token }, ctx);
  if (!found.ok) {
    const isRefused = found.kind === "auth_expired";
    return isRefused
      ? { ok: false, code: "account_refused", path: "accessToken" }
      : { ok: false, code: "account_unreachable", path: "apiUrl" };
  }
  return { ok: true, settings: { ...settings, account: found.account } };
}

function isSameServer({ apiUrl, dataUrl }: LineSettings, before: Channel | undefined): boolean {
  return before?.settings.apiUrl === apiUrl && before.settings.dataUrl === dataUrl;
}

/** `GET /v2/bot/info`: the account behind a token; its `userId` is the `destination` of its deliveries. */
export async function getAccount(
  account: Account,
  ctx: IdentifyContext,
): Promise<{ ok: true; account: Told } | { ok: false; kind: string; detail: string }> {
  const called = await callApi(account, { method: "GET", path: "/v2/bot/info" }, ctx);
  if (!called.ok) return { ok: false, kind: called.error.kind, detail: called.error.message };
  const id = textOf(called.body, "userId");
  if (id === undefined || id.length > 100)
    return { ok: false, kind: "permission", detail: "The answer was not one of LINE's." };
  const name = (textOf(called.body, "displayName") ?? id).slice(0, 300).toWellFormed();
  return { ok: true, account: { id, name, basicId: (textOf(called.body, "basicId") ?? "").slice(0, 100) } };
}
