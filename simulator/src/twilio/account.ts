import { type Delivered, postForm } from "./deliver.ts";
import type { Message, Sender, Status, StoredMedia } from "./wire.ts";

export type Received = {
  readonly method: string;
  readonly path: string;
  readonly form: readonly (readonly [string, string])[];
  readonly user: string;
  readonly status: number;
};
/** What the next send comes to, instead of what it would. */
export type Misbehaviour =
  | { readonly type: "rate_limited"; readonly seconds: number }
  | { readonly type: "refused"; readonly status: number; readonly code: number; readonly message: string }
  | { readonly type: "html_502" }
  /** It is done as asked, and nobody is told. */
  | { readonly type: "done_but_silent" };
/** How what becomes of a message is told. */
export type Telling = "in_order" | "backwards" | "before_the_answer" | "never";

export type AccountOptions = {
  readonly now: () => number;
  /** Between one state of a message and the next, in milliseconds. */
  readonly stepMs: number;
  readonly newSid: (prefix: string) => string;
};

const STOP = new Set(["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"]);
const START = new Set(["START", "YES", "UNSTOP"]);
const STOPPED =
  "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.";
const STARTED = "You have successfully been re-subscribed to messages from this number.";

/** One account with its senders, its messages, who has stopped whom, and a ledger of both directions. */
export class Account {
  readonly sid: string;
  readonly name: string;
  token: string;
  status: "active" | "suspended" | "closed" = "active";
  readonly keys = new Map<string, string>();
  readonly senders: Sender[] = [];
  readonly messages: Message[] = [];
  readonly delivered: Delivered[] = [];
  readonly received: Received[] = [];
  /** Twilio itself says what a keyword was (Advanced Opt-Out). */
  tellsOptOut = false;
  telling: Telling = "in_order";
  /** Nobody is reached from now on; what is to be delivered is lost, as it is at Twilio. */
  isCutOff = false;
  readonly #stopped = new Set<string>();
  readonly #unreachable = new Map<string, number>();
  readonly #misbehaviours: Misbehaviour[] = [];
  readonly #options: AccountOptions;
  readonly #working = new Set<Promise<unknown>>();
  readonly #stopper = new AbortController();

  constructor(name: string, token: string, options: AccountOptions) {
    this.sid = options.newSid("AC");
    this.name = name;
    this.token = token;
    this.#options = options;
  }

  addSender(kind: Sender["kind"], address: string, name: string, numbers: readonly string[] = []): Sender {
    const sid = this.#options.newSid(kind === "number" ? "PN" : kind === "short_code" ? "SC" : "MG");
    const sender: Sender = {
      ...{ kind, sid, name, numbers, address: kind === "service" ? sid : address },
      ...{ canSms: true, url: "", method: "POST", fallbackUrl: "", applicationSid: "", useNumbersWebhook: false },
    };
    this.senders.push(sender);
    return sender;
  }

  addKey(): { readonly sid: string; readonly secret: string } {
    const key = { sid: this.#options.newSid("SK"), secret: this.#options.newSid("").slice(0, 32) };
    this.keys.set(key.sid, key.secret);
    return key;
  }

  misbehave(how: Misbehaviour): void {
    this.#misbehaviours.push(how);
  }

  takeMisbehaviour(): Misbehaviour | undefined {
    return this.#misbehaviours.shift();
  }

  /** Messages to this number come to this end (30003 and the like); undefined: they arrive again. */
  makeUnreachable(number: string, code: number | undefined): void {
    if (code === undefined) this.#unreachable.delete(number);
    else this.#unreachable.set(number, code);
  }

  hasStopped(sender: Sender, number: string): boolean {
    return this.#stopped.has(`${sender.sid} ${number}`);
  }

  /** Whom a number belongs to: itself, or the service that it is in. */
  senderOf(address: string): Sender | undefined {
    return this.senders.find((one) => one.address === address || one.numbers.includes(address));
  }

  keep(message: Omit<Message, "at" | "status" | "errorCode">, status: Status): Message {
    const kept: Message = { ...message, at: this.#options.now(), status, errorCode: null };
    this.messages.push(kept);
    return kept;
  }

  newSid(prefix: string): string {
    return this.#options.newSid(prefix);
  }

  /** A contact writes. Resolves when it has been delivered, or lost. */
  async take(
    from: string,
    sender: Sender,
    body: string,
    media: readonly StoredMedia[],
    apiUrl: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Message> {
    const to = sender.numbers[0] ?? sender.address;
    const sid = this.newSid(media.length > 0 ? "MM" : "SM");
    const serviceSid = sender.kind === "service" ? sender.sid : null;
    const message = this.keep(
      { sid, direction: "inbound", from, to, body, serviceSid, media, statusCallback: "" },
      "received",
    );
    const optOut = this.#takeKeyword(sender, from, body);
    const work = this.#deliver(sender, {
      ...inboundParams(this.sid, message, apiUrl),
      ...(optOut === undefined || !this.tellsOptOut ? {} : { OptOutType: optOut }),
      ...more,
    });
    await this.#run(work);
    return message;
  }

  /** Posts these again, as often as it is said. */
  async redeliver(sender: Sender, params: Readonly<Record<string, string>>, token = this.token): Promise<Delivered> {
    const delivered = await postForm(sender.url, params, token, this.#stopper.signal);
    this.delivered.push(delivered);
    return delivered;
  }

  #takeKeyword(sender: Sender, from: string, body: string): "STOP" | "START" | undefined {
    const word = body.trim().toUpperCase();
    const key = `${sender.sid} ${from}`;
    const reply = (text: string): void => {
      const [to, own] = [from, sender.numbers[0] ?? sender.address];
      const sid = this.newSid("SM");
      this.keep(
        {
          sid,
          direction: "outbound-reply",
          from: own,
          to,
          body: text,
          serviceSid: null,
          media: [],
          statusCallback: "",
        },
        "delivered",
      );
    };
    if (STOP.has(word)) {
      this.#stopped.add(key);
      reply(STOPPED);
      return "STOP";
    }
    if (!START.has(word)) return undefined;
    if (this.#stopped.delete(key)) reply(STARTED);
    return "START";
  }

  /** The sender's address, and after a failure once the fallback's; what neither takes is lost. */
  async #deliver(sender: Sender, params: Record<string, string>): Promise<void> {
    if (this.isCutOff || sender.url === "") return;
    for (const [index, url] of [sender.url, sender.fallbackUrl].entries()) {
      if (url === "") continue;
      const told = index === 0 ? params : { ...params, ErrorCode: "11200", ErrorUrl: sender.url };
      const delivered = await postForm(url, told, this.token, this.#stopper.signal);
      this.delivered.push(delivered);
      if (delivered.status < 200 || delivered.status >= 300) continue;
      this.#readAnswer(sender, params.From ?? "", delivered);
      return;
    }
  }

  /** Plain text is sent to whoever wrote, as it is at Twilio: an answer that is none of TwiML's would be read by the contact. */
  #readAnswer(sender: Sender, from: string, { contentType, body }: Delivered): void {
    if (!contentType.startsWith("text/plain") || body === "") return;
    const own = sender.numbers[0] ?? sender.address;
    const sid = this.newSid("SM");
    this.keep(
      { sid, direction: "outbound-reply", from: own, to: from, body, serviceSid: null, media: [], statusCallback: "" },
      "delivered",
    );
  }

  /** What becomes of a message of the account, told step by step. */
  tellStates(message: Message): Promise<void> {
    const code = this.#unreachable.get(message.to);
    const isUndeliverable = code !== undefined && message.errorCode === null;
    if (isUndeliverable) message.errorCode = code;
    const last: Status[] = message.errorCode === null ? ["delivered"] : [isUndeliverable ? "undelivered" : "failed"];
    const steps: Status[] = message.errorCode === null || isUndeliverable ? ["queued", "sent", ...last] : last;
    const order = this.telling === "backwards" ? steps.toReversed() : steps;
    const work = (async () => {
      for (const status of order) {
        await pause(this.#options.stepMs, this.#stopper.signal);
        message.status = status;
        if (this.telling === "never" || this.isCutOff || message.statusCallback === "") continue;
        const params = statusParams(this.sid, message, status);
        const delivered = await postForm(message.statusCallback, params, this.token, this.#stopper.signal);
        this.delivered.push(delivered);
      }
      message.status = last[0] ?? "delivered";
    })();
    return this.#run(work);
  }

  async stop(): Promise<void> {
    this.#stopper.abort();
    await Promise.allSettled(this.#working);
  }

  async #run(work: Promise<void>): Promise<void> {
    this.#working.add(work);
    await work.finally(() => this.#working.delete(work));
  }
}

function inboundParams(accountSid: string, message: Message, apiUrl: string): Record<string, string> {
  const { sid, from, to, body, media, serviceSid } = message;
  const files = media.flatMap((one, index) => [
    [`MediaUrl${index}`, `${apiUrl}/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/${one.sid}`],
    [`MediaContentType${index}`, one.type],
  ]);
  return {
    ...{ ToCountry: "US", ToState: "CA", SmsMessageSid: sid, NumMedia: String(media.length), ToCity: "", FromZip: "" },
    ...{ SmsSid: sid, FromState: "", SmsStatus: "received", FromCity: "", Body: body, FromCountry: "FR", To: to },
    ...{ ToZip: "", NumSegments: "1", MessageSid: sid, AccountSid: accountSid, From: from, ApiVersion: "2010-04-01" },
    ...(serviceSid === null ? {} : { MessagingServiceSid: serviceSid }),
    ...Object.fromEntries(files),
  };
}

function statusParams(accountSid: string, message: Message, status: Status): Record<string, string> {
  const { sid, from, to, serviceSid, errorCode } = message;
  const isOver = status === "undelivered" || status === "failed";
  return {
    ...{ SmsSid: sid, SmsStatus: status, MessageStatus: status, To: to, MessageSid: sid, AccountSid: accountSid },
    ...{ From: from, ApiVersion: "2010-04-01" },
    ...(serviceSid === null ? {} : { MessagingServiceSid: serviceSid }),
    ...(isOver && errorCode !== null ? { ErrorCode: String(errorCode) } : {}),
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
