import type { Socket } from "node:net";
import { uuidV7 } from "../lib/uuid-v7.ts";
import type { Outbound } from "../outbound/index.ts";
import { isHeaderValue, isMailAddress } from "./header-value.ts";
import { greetingName, parseSender, parseSmtpUrl, type Sender, type SmtpServer } from "./mail-settings.ts";

export type Mail = { to: string; subject: string; text: string; html?: string };

export type MailResult =
  | { delivered: true; messageId: string }
  | {
      delivered: false;
      /**
       * `not_configured` shows the link to copy; `invalid` is never tried again; `refused` is the server's last word on this
       * mail; `unreachable` may pass later.
       */
      reason: "not_configured" | "invalid" | "refused" | "unreachable";
      /** The mail server's three digits, where it answered. */
      responseCode?: number;
      /** False: no connection came about, so that nothing has left. */
      connected?: false;
    };

export type Mailer = {
  /** Whether a mail server is configured. */
  isConfigured: boolean;
  /** Sends one mail to one person. Never throws for what the server or the network did, and logs nothing. */
  send(mail: Mail): Promise<MailResult>;
};

export type MailerOptions = {
  /** `smtp://…` or `smtps://…`; without it no mail is sent. */
  smtpUrl?: string | undefined;
  /** `address` or `Name <address>`. */
  from: string;
  publicUrl: string;
  outbound: Outbound;
};

/** The product's own mails (not the e-mail channel). Throws when the settings cannot be read. */
export function createMailer(options: MailerOptions): Mailer {
  const from = parseSender(options.from);
  if (!options.smtpUrl) {
    return { isConfigured: false, send: async () => ({ delivered: false, reason: "not_configured" }) };
  }
  const server = parseSmtpUrl(options.smtpUrl);
  let transport: Promise<Transport> | undefined;
  return {
    isConfigured: true,
    async send(mail) {
      transport ??= buildTransport(server, options);
      return await send(await transport, from, mail);
    },
  };
}

type Transport = Awaited<ReturnType<typeof buildTransport>>;

async function buildTransport(server: SmtpServer, { publicUrl, outbound }: MailerOptions) {
  // Read with the first mail, not at start.
  const { createTransport } = await import("nodemailer");
  const { host, port, implicitTls, requireTls, auth } = server;
  return createTransport({
    host,
    port,
    auth,
    secure: implicitTls,
    requireTLS: requireTls,
    name: greetingName(publicUrl),
    greetingTimeout: 15_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    getSocket: (_options: unknown, giveSocket: GiveSocket) => void openSocket(server, outbound, giveSocket),
  });
}

type GiveSocket = (error: Error | null, opened?: { connection: Socket; secured: boolean }) => void;

/** The operator chose this server, so it may be private; the door still bounds the time. */
async function openSocket(
  { host, port, implicitTls }: SmtpServer,
  outbound: Outbound,
  give: GiveSocket,
): Promise<void> {
  try {
    const opened = await outbound.connectTcp({ host, port, tls: implicitTls, operatorChose: true });
    if (opened.ok) give(null, { connection: opened.socket, secured: implicitTls });
    else give(new NotConnected(opened.detail));
  } catch (cause) {
    give(new NotConnected("The mail server could not be reached.", { cause }));
  }
}

class NotConnected extends Error {}

async function send(transport: Transport, from: Sender, mail: Mail): Promise<MailResult> {
  if (!isMailAddress(mail.to) || !isHeaderValue(mail.subject)) return { delivered: false, reason: "invalid" };
  const messageId = `<${uuidV7()}@${from.address.slice(from.address.indexOf("@") + 1)}>`;
  try {
    await transport.sendMail({
      ...mail,
      from,
      to: { name: "", address: mail.to },
      envelope: { from: from.address, to: [mail.to] },
      messageId,
      headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    });
    return { delivered: true, messageId };
  } catch (error) {
    return toResult(error);
  }
}

/** 5xx is the server's last word; 4xx and everything about the connection may be different later. */
function toResult(error: unknown): MailResult {
  if (error instanceof NotConnected) return { delivered: false, reason: "unreachable", connected: false };
  const code = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : undefined;
  if (code === undefined || Number.isNaN(code)) return { delivered: false, reason: "unreachable" };
  return { delivered: false, reason: code >= 500 ? "refused" : "unreachable", responseCode: code };
}
