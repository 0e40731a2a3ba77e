import { isIP } from "node:net";
import { isHeaderValue, isMailAddress } from "./header-value.ts";

export type SmtpServer = {
  host: string;
  port: number;
  /** TLS from the first byte (smtps). */
  implicitTls: boolean;
  /** Without TLS no password leaves this machine. */
  requireTls: boolean;
  auth: { user: string; pass: string } | undefined;
};

export type Sender = { name: string; address: string };

/** Reads `smtp://user:password@host:587` or `smtps://…:465`. Throws, without repeating the secret, on what it cannot read. */
export function parseSmtpUrl(text: string): SmtpServer {
  const url = URL.parse(text);
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === "") {
    throw new Error("The mail server is given as smtp://user:password@host:port or smtps://user:password@host:port.");
  }
  const implicitTls = url.protocol === "smtps:";
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const auth = url.username === "" ? undefined : { user: decode(url.username), pass: decode(url.password) };
  return {
    host,
    port: Number(url.port) || (implicitTls ? 465 : 587),
    implicitTls,
    requireTls: auth !== undefined && !isThisMachine(host),
    auth,
  };
}

/** Reads `address` or `Name <address>`. Throws on anything else. */
export function parseSender(text: string): Sender {
  const named = /^(?<name>[^<>]*)<(?<address>[^<>]+)>$/.exec(text.trim())?.groups;
  const name = (named?.name ?? "").trim().replace(/^"(.*)"$/, "$1");
  const address = named?.address ?? text.trim();
  if (!isMailAddress(address) || !isHeaderValue(name)) {
    throw new Error('The sender of mails is given as "address" or "Name <address>".');
  }
  return { name, address };
}

/** How we greet the mail server: our public name where there is one. */
export function greetingName(publicUrl: string): string | undefined {
  const host = new URL(publicUrl).hostname;
  return host.includes(".") && isIP(host) === 0 ? host : undefined;
}

function isThisMachine(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
