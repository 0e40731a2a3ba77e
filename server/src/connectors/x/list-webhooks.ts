import { webhookUrl } from "../../channels/index.ts";
import type { IdentifyContext } from "../account-hooks.ts";
import type { ConnectorContext, SendError } from "../connector.ts";
import { listOf, type memberOf, rawOf, textOf } from "../read-json.ts";
import { accountOf, type Channel } from "./account.ts";
import { callAsApp } from "./calling/app-token.ts";
import { isId } from "./reading/words.ts";

/** Where the app is told to deliver. `isValid`: X has had the right answer to its challenge. */
export type Webhook = { readonly id: string; readonly url: string; readonly isValid: boolean };
export type Found<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: SendError };

export function addressOf(channel: Channel, ctx: Pick<ConnectorContext, "publicUrl">): string {
  return webhookUrl(ctx.publicUrl, "x", channel.endpointId);
}

/** Asked as the app, which has one webhook or a few. */
export async function listWebhooks(channel: Channel, ctx: IdentifyContext): Promise<Found<Webhook[]>> {
  const call = { method: "GET", path: "/2/webhooks", timeoutMs: 10_000 } as const;
  const called = await callAsApp(accountOf(channel), call, ctx);
  if (!called.ok) return called;
  return { ok: true, value: listOf(called.body, "data").flatMap((one) => toWebhook(one) ?? []) };
}

export function toWebhook(told: ReturnType<typeof memberOf>): Webhook | undefined {
  const id = textOf(told, "id");
  if (id === undefined || !isId(id)) return undefined;
  return { id, url: textOf(told, "url") ?? "", isValid: rawOf(told, "valid") === true };
}
