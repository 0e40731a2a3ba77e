/** Twilio's states of a message, as its API and its callbacks write them. */
export type Status =
  | "accepted"
  | "queued"
  | "sending"
  | "sent"
  | "delivered"
  | "undelivered"
  | "failed"
  | "received"
  | "canceled";

/** What a message carries along: kept with its SID, served at the account's own address. */
export type StoredMedia = { readonly sid: string; readonly bytes: Uint8Array; readonly type: string };

export type Message = {
  readonly sid: string;
  readonly direction: "inbound" | "outbound-api" | "outbound-reply";
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly serviceSid: string | null;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly media: readonly StoredMedia[];
  readonly statusCallback: string;
  status: Status;
  errorCode: number | null;
};

/** A number, a short code or a Messaging Service: what one writes to. */
export type Sender = {
  readonly kind: "number" | "short_code" | "service";
  readonly sid: string;
  readonly address: string;
  readonly name: string;
  /** A service's numbers; the first one writes. */
  readonly numbers: readonly string[];
  canSms: boolean;
  url: string;
  method: string;
  fallbackUrl: string;
  applicationSid: string;
  useNumbersWebhook: boolean;
};

/** An error of Twilio's API: `{code, message, more_info, status}`. */
export class TwilioRefusal extends Error {
  override name = "TwilioRefusal";
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  toBody(): Record<string, unknown> {
    const { status, code, message } = this;
    return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  }
}

/** RFC 2822 in UTC, as Twilio writes instants. */
export function toRfc2822(at: number): string {
  return new Date(at).toUTCString().replace("GMT", "+0000");
}
