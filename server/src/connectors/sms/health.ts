import { type SmsSettings, smsSenderKind } from "@guichet/contract";
import { webhookUrl } from "../../channels/index.ts";
import type { ChannelForConnector, ConnectorContext, Health, SendError } from "../connector.ts";
import { accountOf } from "./call-api.ts";
import { findSender, type Sender } from "./find-sender.ts";
import { getAccount } from "./identify.ts";

type Channel = ChannelForConnector<SmsSettings>;
type Check = Health["checks"][number];

/** Do the credentials open an active account, does it have the sender, and does the sender deliver to us? */
export async function checkHealth(channel: Channel, ctx: ConnectorContext): Promise<Health> {
  const account = await getAccount(accountOf(channel, true), ctx);
  if (!account.ok) return unwell(account.error, "account");
  if (account.status !== "active") {
    const detail = `The Twilio account is ${account.status === "" ? "not active" : account.status.slice(0, 40)}.`;
    return { state: "needs_reconnection", checks: [{ name: "account", ok: false, detail }] };
  }
  const credentials: Check = { name: "account", ok: true, detail: account.name };
  const found = await findSender(accountOf(channel), channel.settings.sender, ctx);
  if (!found.ok && found.error !== undefined) return unwell(found.error, "sender", [credentials]);
  if (!found.ok)
    return needsSomebody([credentials], "sender", "The Twilio account does not have the channel's sender any more.");
  if (!found.sender.canSms) return needsSomebody([credentials], "sender", "The channel's number cannot send SMS.");
  const sender: Check = { name: "sender", ok: true, detail: found.sender.name };
  if (smsSenderKind(channel.settings.sender) === "name") return { state: "ok", checks: [credentials, sender] };
  const detail = problemOfWebhook(found.sender, webhookUrl(ctx.publicUrl, "sms", channel.endpointId));
  if (detail !== undefined) return needsSomebody([credentials, sender], "webhook", detail);
  return { state: "ok", checks: [credentials, sender, { name: "webhook", ok: true }] };
}

/** Why the sender does not deliver to us; undefined: it does. What follows a `#` is Twilio's own. */
export function problemOfWebhook({ url, method }: Pick<Sender, "url" | "method">, ours: string): string | undefined {
  const [told = ""] = url.split("#");
  if (told === "") return "Twilio has no address to deliver to.";
  if (told !== ours) return "Twilio delivers to another address.";
  return method.toUpperCase() === "POST" ? undefined : "Twilio delivers with GET, and it has to be POST.";
}

function unwell({ kind, message }: SendError, name: string, before: readonly Check[] = []): Health {
  const needsPerson = kind === "auth_expired" || kind === "permission";
  return {
    state: needsPerson ? "needs_reconnection" : "degraded",
    checks: [...before, { name, ok: false, detail: message }],
  };
}

function needsSomebody(before: readonly Check[], name: string, detail: string): Health {
  return { state: "needs_reconnection", checks: [...before, { name, ok: false, detail }] };
}
