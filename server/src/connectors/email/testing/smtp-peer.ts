import { type AddressInfo, createServer, type Socket } from "node:net";
import type { SendCase, SendPeer } from "../../connector-bench.ts";

/** One dialogue as the server saw it. */
export type ReceivedMail = { readonly lines: string[]; data: string; credentials: string };

type Stage = "greeting" | "EHLO" | "AUTH" | "MAIL" | "RCPT" | "DATA" | "dot";
type Script = Partial<Record<Stage, string | "hang" | "close" | "reset">>;

/** Where the server leaves the good way, and how. */
const scripts = {
  ok: {},
  greylisted: { RCPT: "450 4.7.1 Come back in a while" },
  too_busy: { greeting: "421 4.3.2 Too many connections" },
  disk_full: { dot: "452 4.3.1 Insufficient storage" },
  unknown_user: { RCPT: "550 5.1.1 No such user" },
  unknown_user_without_status: { RCPT: "550 No such user" },
  mailbox_full: { RCPT: "552 5.2.2 Mailbox full" },
  too_large: { dot: "552 5.3.4 Message too big" },
  too_large_at_once: { MAIL: "552 5.3.4 Message too big" },
  spam: { dot: "554 5.7.1 Looks like spam" },
  bad_content: { dot: "554 5.6.0 Bare LF" },
  sender_refused: { MAIL: "550 5.7.1 Not your address" },
  password_refused: { AUTH: "535 5.7.8 Authentication failed" },
  sign_in_needed: { MAIL: "530 5.7.0 Authentication required" },
  sign_in_down: { AUTH: "454 4.7.0 Temporary failure" },
  web_server: { greeting: "HTTP/1.1 400 Bad Request" },
  garbage: { MAIL: "\u0000\u00ff what?" },
  hang_before_greeting: { greeting: "hang" },
  hang_at_recipient: { RCPT: "hang" },
  cut_before_data: { DATA: "close" },
  reset_at_recipient: { RCPT: "reset" },
  hang_after_dot: { dot: "hang" },
  cut_after_dot: { dot: "close" },
  reset_after_dot: { dot: "reset" },
} satisfies Record<string, Script>;
export type SmtpMode = keyof typeof scripts;

export const smtpSendCases: readonly SendCase<SmtpMode>[] = [
  { mode: "ok", expect: "ok" },
  { mode: "greylisted", expect: { kind: "rate_limited" } },
  { mode: "too_busy", expect: { kind: "rate_limited" } },
  { mode: "disk_full", expect: { kind: "retryable" } },
  { mode: "unknown_user", expect: { kind: "recipient_unavailable" } },
  { mode: "unknown_user_without_status", expect: { kind: "recipient_unavailable" } },
  { mode: "mailbox_full", expect: { kind: "recipient_unavailable" } },
  { mode: "too_large", expect: { kind: "too_large" } },
  { mode: "too_large_at_once", expect: { kind: "too_large" } },
  { mode: "spam", expect: { kind: "policy" } },
  { mode: "bad_content", expect: { kind: "invalid_content" } },
  { mode: "sender_refused", expect: { kind: "permission" } },
  { mode: "password_refused", expect: { kind: "auth_expired" } },
  { mode: "sign_in_needed", expect: { kind: "auth_expired" } },
  { mode: "sign_in_down", expect: { kind: "rate_limited" } },
  { mode: "web_server", expect: { kind: "retryable" } },
  { mode: "garbage", expect: { kind: "retryable" } },
  { mode: "hang_before_greeting", expect: { kind: "retryable" } },
  { mode: "hang_at_recipient", expect: { kind: "retryable" } },
  { mode: "cut_before_data", expect: { kind: "retryable" } },
  { mode: "reset_at_recipient", expect: { kind: "retryable" } },
  { mode: "hang_after_dot", expect: { kind: "outcome_unknown" } },
  { mode: "cut_after_dot", expect: { kind: "outcome_unknown" } },
  { mode: "reset_after_dot", expect: { kind: "outcome_unknown" } },
];

export type SmtpPeer = SendPeer<SmtpMode> & { readonly port: number; readonly received: readonly ReceivedMail[] };

/** A mail server on the loopback address that keeps every dialogue, and leaves the good way where it is told to. */
export async function startSmtpPeer(): Promise<SmtpPeer> {
  const received: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  let script: Script = {};
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    const mail: ReceivedMail = { lines: [], data: "", credentials: "" };
    received.push(mail);
    converse(socket, script, mail);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: portOf(server.address()),
    received,
    behave(mode) {
      script = scripts[mode];
      received.length = 0;
    },
    receivedCount: () => received.length,
    stop() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const answers: Record<Stage, string> = {
  greeting: "220 peer.test ESMTP",
  EHLO: "250-peer.test\r\n250-8BITMIME\r\n250-SIZE 50000000\r\n250-AUTH PLAIN\r\n250 ENHANCEDSTATUSCODES",
  AUTH: "235 2.7.0 Accepted",
  MAIL: "250 2.1.0 Ok",
  RCPT: "250 2.1.5 Ok",
  DATA: "354 Go on",
  dot: "250 2.0.0 Ok: queued as 4F1D2A",
};

function converse(socket: Socket, script: Script, mail: ReceivedMail): void {
  let pending = "";
  let isData = false;
  const say = (stage: Stage) => {
    const words = script[stage] ?? answers[stage];
    if (words === "hang") return;
    if (words === "close") socket.destroy();
    else if (words === "reset") socket.resetAndDestroy();
    else socket.write(`${words}\r\n`, "latin1");
    isData = stage === "DATA" && words.startsWith("354");
  };
  say("greeting");
  socket.on("data", (chunk) => {
    pending += chunk.toString("latin1");
    for (;;) {
      const end = isData ? pending.indexOf("\r\n.\r\n") : pending.indexOf("\r\n");
      if (end === -1) return;
      const taken = pending.slice(0, end);
      pending = pending.slice(end + (isData ? 5 : 2));
      if (isData) {
        mail.data = taken.replace(/^\.\./gm, ".");
        say("dot");
      } else answerLine(taken, mail, say, socket);
    }
  });
}

function answerLine(line: string, mail: ReceivedMail, say: (stage: Stage) => void, socket: Socket): void {
  const verb = /^[A-Z]+/i.exec(line)?.[0].toUpperCase() ?? "";
  if (verb === "AUTH") mail.credentials = Buffer.from(line.split(" ")[2] ?? "", "base64").toString();
  mail.lines.push(verb === "AUTH" ? "AUTH" : line);
  if (verb === "EHLO" || verb === "AUTH" || verb === "MAIL" || verb === "RCPT" || verb === "DATA") say(verb);
  else if (verb === "QUIT") socket.end("221 2.0.0 Bye\r\n");
  else socket.write("250 2.0.0 Ok\r\n");
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The peer has no port.");
  return address.port;
}
