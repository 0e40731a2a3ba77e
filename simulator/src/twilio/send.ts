import type { Account } from "./account.ts";
import { type Message, type Sender, type StoredMedia, TwilioRefusal } from "./wire.ts";

const LONGEST = 1600;
const MOST_MEDIA = 10;
const FETCH_MS = 10_000;

/** `POST …/Messages.json`, with the checks and the error codes of Twilio. Answers the message as it is kept. */
export async function createMessage(account: Account, form: URLSearchParams): Promise<Message> {
  const to = form.get("To") ?? "";
  const body = form.get("Body") ?? "";
  const mediaUrls = form.getAll("MediaUrl");
  const sender = readSender(account, form);
  if (to === "") throw new TwilioRefusal(400, 21604, "A 'To' phone number is required.");
  if (!/^([a-z]+:)?\+\d{7,15}$/.test(to)) throw new TwilioRefusal(400, 21211, `Invalid 'To' Phone Number: ${to}`);
  if (body === "" && mediaUrls.length === 0)
    throw new TwilioRefusal(400, 21619, "A text message body or media urls must be specified.");
  if (body.length > LONGEST)
    throw new TwilioRefusal(400, 21617, "The concatenated message body exceeds the 1600 character limit");
  if (mediaUrls.length > MOST_MEDIA) throw new TwilioRefusal(400, 21623, "Number of media files exceeds allowed limit");
  const statusCallback = form.get("StatusCallback") ?? "";
  if (statusCallback !== "" && !URL.canParse(statusCallback))
    throw new TwilioRefusal(400, 21609, `The StatusCallback URL ${statusCallback} is not a valid URL.`);
  if (account.hasStopped(sender, to)) throw new TwilioRefusal(400, 21610, "Attempt to send to unsubscribed recipient");
  const media = await Promise.all(mediaUrls.map((url) => fetchMedia(account, url)));
  const message = account.keep(
    {
      sid: account.newSid(mediaUrls.length > 0 ? "MM" : "SM"),
      ...{ direction: "outbound-api", from: sender.numbers[0] ?? sender.address, to, body, statusCallback },
      serviceSid: sender.kind === "service" ? sender.sid : null,
      media: media.filter((one) => one !== undefined),
    },
    sender.kind === "service" ? "accepted" : "queued",
  );
  if (media.includes(undefined)) message.errorCode = 11200;
  return message;
}

function readSender(account: Account, form: URLSearchParams): Sender {
  const service = form.get("MessagingServiceSid");
  const from = form.get("From");
  if (service === null && from === null) throw new TwilioRefusal(400, 21603, "A 'From' phone number is required.");
  const sender = account.senders.find((one) => one.address === (service ?? from?.replace(/^[a-z]+:/, "")));
  if (sender === undefined && service !== null)
    throw new TwilioRefusal(400, 21701, "The Messaging Service does not exist");
  if (sender === undefined)
    throw new TwilioRefusal(400, 21659, `${from} is not a Twilio phone number or Short Code country mismatch`);
  if (!sender.canSms) throw new TwilioRefusal(400, 21606, `The 'From' phone number ${from} is not SMS-capable`);
  return sender;
}

/** Twilio fetches what it sends along, without credentials. Undefined: it could not. */
async function fetchMedia(account: Account, url: string): Promise<StoredMedia | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS) });
    if (!answer.ok) return undefined;
    const type = answer.headers.get("content-type")?.split(";")[0] ?? "application/octet-stream";
    return { sid: account.newSid("ME"), bytes: new Uint8Array(await answer.arrayBuffer()), type };
  } catch {
    return undefined;
  }
}
