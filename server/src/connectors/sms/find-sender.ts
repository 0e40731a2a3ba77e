import { type SmsSettings, smsSenderKind } from "@guichet/contract";
import type { IdentifyContext } from "../account-hooks.ts";
import type { SendError } from "../connector.ts";
import { type Json, listOf, recordOf, textOf } from "../read-json.ts";
import { type Account, accountUrl, type Called, callApi } from "./call-api.ts";

/** What messages leave from, as Twilio has it. `url`: where it delivers what contacts write, "" for nowhere; `method` by which. */
export type Sender = {
  readonly name: string;
  /** "" where it has none: a name that cannot be answered. */
  readonly sid: string;
  readonly canSms: boolean;
  readonly url: string;
  readonly method: string;
};

export type FoundSender =
  | { readonly ok: true; readonly sender: Sender }
  /** `error` absent: the account has no such sender. */
  | { readonly ok: false; readonly error?: SendError };

/** Looks the channel's sender up in the account: a number, a short code, or a Messaging Service. */
export async function findSender(account: Account, sender: string, ctx: IdentifyContext): Promise<FoundSender> {
  switch (smsSenderKind(sender)) {
    case "number": {
      const path = `/IncomingPhoneNumbers.json?${new URLSearchParams({ PhoneNumber: sender })}`;
      const called = await callApi(account, accountUrl(account, path), undefined, ctx);
      return toFound(called, "incoming_phone_numbers", "phone_number", sender);
    }
    case "short_code": {
      const path = `/SMS/ShortCodes.json?${new URLSearchParams({ ShortCode: sender })}`;
      const called = await callApi(account, accountUrl(account, path), undefined, ctx);
      return toFound(called, "short_codes", "short_code", sender);
    }
    case "service": {
      const called = await callApi(account, serviceUrl(account, sender), undefined, ctx);
      if (!called.ok) return isMissing(called) ? { ok: false } : { ok: false, error: called.error };
      return { ok: true, sender: toService(called.body, sender) };
    }
    default:
      return { ok: true, sender: { name: sender, sid: "", canSms: true, url: "", method: "" } };
  }
}

export function serviceUrl({ messagingUrl }: Account, sid: string): string {
  return `${messagingUrl}/v1/Services/${sid}`;
}

function isMissing(called: Extract<Called, { ok: false }>): boolean {
  return called.error.code === "20404" || (called.isTwilio && called.error.code === "http_404");
}

/** Numbers and short codes are told alike. A number that an application answers has no address of its own. */
function toFound(called: Called, list: string, member: string, sender: string): FoundSender {
  if (!called.ok) return { ok: false, error: called.error };
  const found = listOf(called.body, list).find((one) => textOf(one, member) === sender);
  if (found === undefined) return { ok: false };
  const isTaken = textOf(found, "sms_application_sid") !== undefined;
  return {
    ok: true,
    sender: {
      name: (textOf(found, "friendly_name") ?? sender).slice(0, 300),
      sid: (textOf(found, "sid") ?? "").slice(0, 40),
      canSms: recordOf(found.capabilities)?.sms !== false,
      url: isTaken ? "" : (textOf(found, "sms_url") ?? ""),
      method: textOf(found, "sms_method") ?? "POST",
    },
  };
}

/** Where each of its numbers has an address of its own, the service's is not asked. */
function toService(service: Json, sid: string): Sender {
  const isElsewhere = service.use_inbound_webhook_on_number === true;
  return {
    name: (textOf(service, "friendly_name") ?? sid).slice(0, 300),
    sid,
    canSms: true,
    url: isElsewhere ? "" : (textOf(service, "inbound_request_url") ?? ""),
    method: textOf(service, "inbound_method") ?? "POST",
  };
}

export function toAccountSettings(
  name: string,
  { name: senderName, sid }: Sender,
): NonNullable<SmsSettings["account"]> {
  return { name: name.slice(0, 300), senderName, senderSid: sid };
}
