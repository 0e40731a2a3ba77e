import type { WhatsappSettings } from "@guichet/contract";
import type { Identified, IdentifyContext } from "../account-hooks.ts";
import type { ChannelForConnector, SendError } from "../connector.ts";
import { type GraphAccount, listGraph } from "../meta/call-graph.ts";
import { debugToken } from "../meta/debug-token.ts";
import { APP_SECRET } from "../meta/secrets.ts";
import { idOf, type Json, recordOf, textOf } from "../read-json.ts";
import { TOKEN } from "./settings.ts";

type Account = Required<GraphAccount>;
type Refused = Extract<Identified<WhatsappSettings>, { ok: false }>;
type Before = ChannelForConnector<WhatsappSettings> | undefined;

/**
 * Do app, secret, token, business account and number belong together? Secrets go to another address, or to another app, than
 * they were given for only when they are typed again.
 */
export async function identifyNumber(
  settings: WhatsappSettings,
  before: Before,
  ctx: IdentifyContext,
): Promise<Identified<WhatsappSettings>> {
  const found = secretsOf(settings, before);
  if ("ok" in found) return found;
  const account = { graphUrl: settings.graphUrl, graphVersion: settings.graphVersion, ...found };
  const problem = await problemOfToken(account, settings.appId, ctx);
  if (problem !== undefined) return problem;
  return await findNumber(account, settings, ctx);
}

function secretsOf(settings: WhatsappSettings, before: Before): Pick<Account, "token" | "appSecret"> | Refused {
  const isSameServer = before?.settings.graphUrl === settings.graphUrl;
  const isSameApp = isSameServer && before?.settings.appId === settings.appId;
  const token = settings.token ?? (isSameApp ? before?.secrets[TOKEN] : undefined);
  const appSecret = settings.appSecret ?? (isSameApp ? before?.endpointSecrets?.[APP_SECRET]?.[0] : undefined);
  if (appSecret === undefined) return { ok: false, code: "account_secret_needed", path: "appSecret" };
  if (token === undefined) return { ok: false, code: "account_secret_needed", path: "token" };
  return { token, appSecret };
}

/** Asked as the app: a wrong secret fails the call, a wrong token is told of. */
async function problemOfToken(account: Account, appId: string, ctx: IdentifyContext): Promise<Refused | undefined> {
  const asked = await debugToken(account, appId, ctx);
  if (!asked.ok) return refuse(asked.error, "appSecret");
  const isOurs = asked.facts.isValid && asked.facts.appId === appId;
  return isOurs ? undefined : { ok: false, code: "account_refused", path: "token" };
}

/** The number among those of the business account; the only one where none was named. */
async function findNumber(
  account: Account,
  settings: WhatsappSettings,
  ctx: IdentifyContext,
): Promise<Identified<WhatsappSettings>> {
  const query = { fields: "id,display_phone_number,verified_name" };
  const listed = await listGraph(account, { path: `${settings.wabaId}/phone_numbers`, query }, ctx);
  if (!listed.ok) return refuse(listed.error, "wabaId");
  const numbers = listed.items.map((one) => recordOf(one)).filter((one) => one !== undefined);
  const wanted = settings.phoneNumberId;
  const isOne = (number: Json): boolean => (wanted === "" ? numbers.length === 1 : idOf(number, "id") === wanted);
  const number = numbers.find(isOne);
  const id = idOf(number, "id");
  if (id === undefined) return { ok: false, code: "account_not_found", path: "phoneNumberId" };
  const display = (textOf(number, "display_phone_number") ?? "").slice(0, 40);
  const name = (textOf(number, "verified_name") ?? "").slice(0, 300);
  return { ok: true, settings: { ...settings, phoneNumberId: id, number: { display, name } } };
}

/** What may pass is the server's; what is refused is the field's. */
function refuse({ kind, code }: SendError, path: string): Refused {
  const mayPass = ["retryable", "rate_limited", "outcome_unknown"].includes(kind);
  if (mayPass || !/^\d+(\/\d+)?$/.test(code)) return { ok: false, code: "account_unreachable", path: "graphUrl" };
  return { ok: false, code: path === "wabaId" ? "account_not_found" : "account_refused", path };
}
