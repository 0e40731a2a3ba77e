import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { EmailSettings } from "@guichet/contract";
import type { ImapFlow, ImapTransport } from "imapflow";
import type { ChannelForConnector, ConnectorContext } from "../../connector.ts";
import { imapPassword } from "../settings.ts";
import { cutOff, fromOutbound, MailServerError, signInRefused } from "./mail-failure.ts";
import type { MailTimings } from "./timings.ts";

/** More than this in one literal is no mail we would fetch: a server that sends it anyway is hung up on. */
const maxLiteral = 64 * 1024 * 1024;
/** Codes of RFC 5530 with which a sign-in fails although the password is right. */
const passing = new Set(["UNAVAILABLE", "LIMIT", "INUSE", "SERVERBUG", "CONTACTADMIN", "THROTTLED"]);

/** Connects through the guarded door and signs in. Throws MailServerError. The connection ends with `ctx.signal`. */
export async function connectImap(
  channel: ChannelForConnector<EmailSettings>,
  ctx: Pick<ConnectorContext, "outbound" | "signal">,
  timings: MailTimings,
): Promise<ImapFlow> {
  const { host, port, security, user } = channel.settings.imap;
  // Some megabytes that only those need who have a mailbox.
  const library = await import("imapflow");
  const connected = await ctx.outbound.connectTcp({ host, port, tls: security === "tls", timeoutMs: timings.connect });
  if (!connected.ok) throw new MailServerError(fromOutbound(connected.reason, connected.detail));
  const client = new library.ImapFlow({
    host,
    port,
    secure: security === "tls",
    doSTARTTLS: security === "starttls",
    servername: connected.servername,
    auth: { user, pass: channel.secrets[imapPassword] ?? "" },
    transport: overSocket(connected.socket, connected.servername),
    clientInfo: { name: "Guichet" },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: timings.connect,
    greetingTimeout: timings.connect,
    socketTimeout: timings.poll + timings.command,
    maxLiteralSize: maxLiteral,
    maxResponseSize: 2 * maxLiteral,
    maxLineLength: maxLiteral,
  });
  return signIn(client, ctx.signal, connected.socket);
}

async function signIn(client: ImapFlow, signal: AbortSignal, socket: Socket): Promise<ImapFlow> {
  // An error outside a command is told by `close` too; without a listener it would end the process.
  client.on("error", () => undefined);
  const close = () => client.close();
  signal.addEventListener("abort", close, { once: true });
  client.on("close", () => signal.removeEventListener("abort", close));
  try {
    if (signal.aborted) throw new MailServerError(cutOff);
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    socket.destroy();
    throw toServerError(error);
  }
}

/** The library speaks over our checked socket and opens none itself. */
function overSocket(socket: Socket, servername: string | undefined): ImapTransport {
  return {
    connect(_options, onConnect) {
      setImmediate(onConnect);
      return socket;
    },
    upgrade: (plain, options, onSecure) => {
      return connectTls({ socket: plain, host: options.host, servername, minVersion: "TLSv1.2" }, onSecure);
    },
  };
}

/** What the library throws, as one of our few failures. */
export function toServerError(error: unknown): MailServerError {
  if (error instanceof MailServerError) return error;
  const code = textOf(error, "serverResponseCode").toUpperCase();
  const isRefused = typeof error === "object" && error !== null && "authenticationFailed" in error;
  if (isRefused && !passing.has(code)) return new MailServerError(signInRefused, { cause: error });
  return new MailServerError({ ...cutOff, code: code.toLowerCase() || "connection" }, { cause: error });
}

export function textOf(error: unknown, name: string): string {
  const value: unknown = typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === "string" ? value : "";
}
