import type { Readable } from "node:stream";
import type { EmailSettings } from "@guichet/contract";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import { failpoint } from "../../../lib/failpoint.ts";
import type { ChannelForConnector, ConnectorContext, SendError } from "../../connector.ts";
import { fromOutbound, type MailFailure } from "../servers/mail-failure.ts";
import type { MailTimings } from "../servers/timings.ts";
import { smtpPassword } from "../settings.ts";
import { splitAddress } from "../threading/keyed-marks.ts";
import { type SmtpPhase, toSendError } from "./smtp-error.ts";

type Channel = ChannelForConnector<EmailSettings>;
type Context = Pick<ConnectorContext, "outbound" | "signal" | "publicUrl">;
export type Handed = { readonly ok: true } | { readonly ok: false; readonly error: SendError };

/** What is said to the server once we are signed in. */
export type SmtpErrand = (connection: SMTPConnection, enter: (phase: SmtpPhase) => void) => Promise<void>;

/** One SMTP session through the guarded door: connect, sign in, do the errand, leave. Never throws. */
export async function talkSmtp(
  channel: Channel,
  ctx: Context,
  timings: MailTimings,
  errand: SmtpErrand,
): Promise<Handed> {
  const { host, port, security, user } = channel.settings.smtp;
  const connected = await ctx.outbound.connectTcp({ host, port, tls: security === "tls", timeoutMs: timings.connect });
  if (!connected.ok) return { ok: false, error: ofConnecting(fromOutbound(connected.reason, connected.detail)) };
  // Read with the first mail, not at start.
  const { default: Connection } = await import("nodemailer/lib/smtp-connection");
  const connection = new Connection({
    host,
    port,
    connection: connected.socket,
    secure: security === "tls",
    secured: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    servername: connected.servername,
    name: ourName(ctx.publicUrl, channel.settings.address),
    connectionTimeout: timings.connect,
    greetingTimeout: timings.connect,
    socketTimeout: timings.smtpSilence,
    tls: { minVersion: "TLSv1.2" },
    logger: false,
  });
  let phase: SmtpPhase = "connecting";
  try {
    await untilLost(connection, ctx.signal, async () => {
      await step((done) => connection.connect(done));
      phase = "signing_in";
      if (user !== "")
        await step((done) => connection.login({ user, pass: channel.secrets[smtpPassword] ?? "" }, done));
      await errand(connection, (entered) => {
        phase = entered;
      });
    });
    connection.quit();
    return { ok: true };
  } catch (error) {
    connection.close();
    return { ok: false, error: toSendError(error, phase) };
  }
}

export type Envelope = {
  readonly from: string;
  readonly to: string;
  /** Bytes the mail has at least: a server that takes less says so before all of it is sent. */
  readonly leastSize: number;
};

/** Hands one mail over. The phase turns when its last byte was read, just before the final dot can leave. */
export function handOver(mail: Readable, { from, to, leastSize }: Envelope): SmtpErrand {
  return async (connection, enter) => {
    enter("handing_over");
    mail.once("end", () => {
      enter("handed_over");
      void failpoint("email.after_data");
    });
    try {
      await step((done) => connection.send({ from, to: [to], size: leastSize }, mail, done));
    } finally {
      mail.destroy();
    }
    await failpoint("email.after_accepted");
  };
}

function ofConnecting({ kind, code, detail }: MailFailure): SendError {
  return { kind: kind === "later" ? "retryable" : "permission", code, message: detail };
}

/** What we call ourselves in EHLO: our public name where we have one, else the domain we write from. */
function ourName(publicUrl: string, address: string): string {
  const host = URL.canParse(publicUrl) ? new URL(publicUrl).hostname : "";
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(host) && !/^[\d.]+$/.test(host) ? host : splitAddress(address).domain;
}

function step(start: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => (error ? reject(error) : resolve()));
  });
}

/** The library tells a lost connection by an event, whichever step is being waited for. */
async function untilLost(connection: SMTPConnection, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  const lost = Promise.withResolvers<never>();
  const giveUp = () => lost.reject(new Error("The send was given up."));
  connection.on("error", lost.reject);
  connection.on("end", () => lost.reject(new Error("The connection ended.")));
  signal.addEventListener("abort", giveUp, { once: true });
  if (signal.aborted) giveUp();
  try {
    await Promise.race([work(), lost.promise]);
  } finally {
    signal.removeEventListener("abort", giveUp);
    lost.promise.catch(() => undefined);
  }
}
