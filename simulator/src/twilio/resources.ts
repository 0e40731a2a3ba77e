import type { Account } from "./account.ts";
import { type Message, type Sender, TwilioRefusal, toRfc2822 } from "./wire.ts";

/** An answer of the API: JSON, or a place to go to. */
export type Answer = { readonly status: number; readonly body: unknown; readonly location?: string };

const NOT_FOUND = () => new TwilioRefusal(404, 20404, "The requested resource was not found");

export function toMessageBody(account: Account, message: Message): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${account.sid}/Messages/${message.sid}`;
  const { sid, direction, from, to, body, status, media, serviceSid, errorCode, at } = message;
  return {
    ...{ sid, direction, from, to, body, status, account_sid: account.sid, messaging_service_sid: serviceSid },
    ...{ num_segments: "1", num_media: String(media.length), error_code: errorCode, error_message: null },
    ...{ date_created: toRfc2822(at), date_sent: toRfc2822(at), date_updated: toRfc2822(at), price: null },
    ...{ price_unit: "USD", api_version: "2010-04-01", uri: `${uri}.json` },
    subresource_uris: { media: `${uri}/Media.json` },
  };
}

/** The newest first, in pages; narrowed by `To`, `From` and the day of `DateSent`. */
export function listMessages(account: Account, query: URLSearchParams): Answer {
  const [to, from, day] = [query.get("To"), query.get("From"), query.get("DateSent")];
  const size = Number(query.get("PageSize") ?? 50);
  const page = Number(query.get("Page") ?? 0);
  const all = account.messages
    .filter((one) => (to === null || one.to === to) && (from === null || one.from === from))
    .filter((one) => day === null || new Date(one.at).toISOString().startsWith(day))
    .toReversed();
  const shown = all.slice(page * size, (page + 1) * size);
  const next = new URLSearchParams(query);
  next.set("Page", String(page + 1));
  next.set("PageToken", `PA${shown.at(-1)?.sid ?? ""}`);
  const hasMore = all.length > (page + 1) * size;
  return {
    status: 200,
    body: {
      messages: shown.map((one) => toMessageBody(account, one)),
      ...{ page, page_size: size },
      next_page_uri: hasMore ? `/2010-04-01/Accounts/${account.sid}/Messages.json?${next}` : null,
    },
  };
}

export function listMedia(account: Account, sid: string): Answer {
  const message = findMessage(account, sid);
  const media_list = message.media.map((one) => ({
    ...{ sid: one.sid, parent_sid: sid, account_sid: account.sid, content_type: one.type },
    uri: `/2010-04-01/Accounts/${account.sid}/Messages/${sid}/Media/${one.sid}.json`,
  }));
  return { status: 200, body: { media_list, next_page_uri: null } };
}

/** The file itself lies elsewhere, at an address that needs no credentials. */
export function findMedia(account: Account, sid: string, mediaSid: string, storageUrl: string): Answer {
  if (!findMessage(account, sid).media.some((one) => one.sid === mediaSid)) throw NOT_FOUND();
  return { status: 302, body: {}, location: `${storageUrl}/${account.sid}/${mediaSid}` };
}

function findMessage(account: Account, sid: string): Message {
  const found = account.messages.find((one) => one.sid === sid);
  if (found === undefined) throw NOT_FOUND();
  return found;
}

const LISTS = {
  number: ["incoming_phone_numbers", "phone_number"],
  short_code: ["short_codes", "short_code"],
} as const;

export function listSenders(account: Account, kind: "number" | "short_code", wanted: string | null): Answer {
  const [list] = LISTS[kind];
  const all = account.senders.filter((one) => one.kind === kind && (wanted === null || one.address === wanted));
  return { status: 200, body: { [list]: all.map((one) => toSenderBody(account, one)), next_page_uri: null } };
}

export function changeSender(
  account: Account,
  kind: "number" | "short_code",
  sid: string,
  form: URLSearchParams,
): Answer {
  const sender = account.senders.find((one) => one.kind === kind && one.sid === sid);
  if (sender === undefined) throw NOT_FOUND();
  sender.url = checkUrl(form.get("SmsUrl") ?? sender.url, "SmsUrl");
  sender.method = form.get("SmsMethod") ?? sender.method;
  sender.fallbackUrl = checkUrl(form.get("SmsFallbackUrl") ?? sender.fallbackUrl, "SmsFallbackUrl");
  sender.applicationSid = form.get("SmsApplicationSid") ?? sender.applicationSid;
  return { status: 200, body: toSenderBody(account, sender) };
}

function toSenderBody(account: Account, sender: Sender): Record<string, unknown> {
  const { sid, name, address, url, method, fallbackUrl, applicationSid, canSms } = sender;
  return {
    ...{
      sid,
      account_sid: account.sid,
      friendly_name: name,
      [sender.kind === "number" ? "phone_number" : "short_code"]: address,
    },
    ...{ sms_url: url, sms_method: method, sms_fallback_url: fallbackUrl, sms_fallback_method: "POST" },
    ...{ sms_application_sid: applicationSid, capabilities: { voice: true, sms: canSms, mms: canSms, fax: false } },
  };
}

export function serviceAt(account: Account, sid: string, form: URLSearchParams | undefined): Answer {
  const service = account.senders.find((one) => one.kind === "service" && one.sid === sid);
  if (service === undefined) throw NOT_FOUND();
  if (form !== undefined) {
    service.url = checkUrl(form.get("InboundRequestUrl") ?? service.url, "InboundRequestUrl");
    service.method = form.get("InboundMethod") ?? service.method;
    service.fallbackUrl = checkUrl(form.get("FallbackUrl") ?? service.fallbackUrl, "FallbackUrl");
    const own = form.get("UseInboundWebhookOnNumber");
    if (own !== null) service.useNumbersWebhook = own === "true";
  }
  const { url, method, fallbackUrl, name, useNumbersWebhook } = service;
  return {
    status: 200,
    body: {
      ...{ sid, account_sid: account.sid, friendly_name: name, inbound_request_url: url, inbound_method: method },
      ...{ fallback_url: fallbackUrl, fallback_method: "POST", use_inbound_webhook_on_number: useNumbersWebhook },
    },
  };
}

function checkUrl(url: string, name: string): string {
  if (url === "" || URL.canParse(url)) return url;
  throw new TwilioRefusal(400, 21402, `${name} is not valid: ${url}`);
}
