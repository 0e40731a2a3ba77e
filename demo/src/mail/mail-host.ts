import { randomBytes } from "node:crypto";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { portOf, startImapServer } from "./imap/imap-server.ts";
import { createMailbox, type Mailbox } from "./mailbox.ts";

/** How the organization reaches its mailbox. */
export type MailAccount = {
  readonly address: string;
  readonly password: string;
  readonly imapPort: number;
  readonly smtpPort: number;
};
export type MailHost = {
  readonly account: MailAccount;
  /** Somebody elsewhere: mail to this address is handed over whole. */
  addCorrespondent(address: string, onMail: (bytes: Buffer) => void): void;
  stop(): Promise<void>;
};

const MOST_BYTES = 30_000_000;

export type MailManners = {
  /** Does it put what its account sends into the Sent folder by itself, as some providers do? */
  readonly filesSent?: boolean;
};

/** A small mail provider on the loopback address: SMTP in and out, and one account to be read by IMAP. */
export async function startMailHost(address: string, { filesSent = false }: MailManners = {}): Promise<MailHost> {
  const password = randomBytes(12).toString("base64url");
  const inbox = createMailbox("INBOX");
  const elsewhere = new Map<string, (bytes: Buffer) => void>();
  const sent = createMailbox("Sent", "\\Sent");
  const imap = await startImapServer({ user: address, password, mailboxes: [inbox, sent] });
  const office: PostOffice = { address, password, inbox, filed: filesSent ? sent : undefined, elsewhere };
  const smtp = createSmtpServer(office);
  // Whoever hangs up in the middle harms nobody.
  smtp.on("error", () => undefined);
  const server = await new Promise<ReturnType<SMTPServer["listen"]>>((resolve) => {
    const listening = smtp.listen(0, "127.0.0.1", () => resolve(listening));
  });
  return {
    account: { address, password, imapPort: imap.port, smtpPort: portOf(server) },
    addCorrespondent: (of, onMail) => void elsewhere.set(of, onMail),
    async stop() {
      await Promise.all([imap.stop(), new Promise<void>((resolve) => smtp.close(() => resolve()))]);
    },
  };
}

type PostOffice = {
  readonly address: string;
  readonly password: string;
  readonly inbox: Mailbox;
  /** Where what the account sends is filed; undefined: that is its own affair. */
  readonly filed: Mailbox | undefined;
  readonly elsewhere: ReadonlyMap<string, (bytes: Buffer) => void>;
};

/** Takes mail for its own address from anybody; mail to others only from who signed in, as on the open network. */
function createSmtpServer(office: PostOffice): SMTPServer {
  return new SMTPServer({
    name: office.address.split("@")[1] ?? "localhost",
    ...{ authOptional: true, allowInsecureAuth: true, hideSTARTTLS: true, disabledCommands: ["STARTTLS"] },
    ...{ disableReverseLookup: true, logger: false, size: MOST_BYTES, closeTimeout: 200 },
    onAuth({ username, password }, _session, done) {
      if (username === office.address && password === office.password) done(null, { user: username });
      else done(refusal(535, "5.7.8 User or password is wrong"));
    },
    onMailFrom({ address }, { user }, done) {
      done(user === undefined || address === user ? null : refusal(553, "5.7.1 That is not your address"));
    },
    onRcptTo: ({ address }, { user }, done) => done(judgeRecipient(office, address.toLowerCase(), user !== undefined)),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("error", (error: Error) => done(error));
      stream.on("end", () => {
        if (stream.sizeExceeded) return done(refusal(552, "5.3.4 Too large"));
        deliver(office, session, Buffer.concat(chunks));
        done(null, "2.0.0 Delivered");
      });
    },
  });
}

function judgeRecipient(office: PostOffice, to: string, isSignedIn: boolean): Error | null {
  if (isOwn(office, to)) return null;
  if (!isSignedIn) return refusal(550, "5.7.1 Mail for others is not taken from strangers");
  return office.elsewhere.has(to) ? null : refusal(550, "5.1.1 Nobody has this address");
}

/** `support+anything@…` is support's (RFC 5233). */
function isOwn({ address }: PostOffice, to: string): boolean {
  return to.replace(/\+[^@]*@/, "@") === address;
}

function deliver(office: PostOffice, { envelope, remoteAddress, user }: SMTPServerSession, bytes: Buffer): void {
  if (user !== undefined) office.filed?.add(bytes.toString("latin1"), ["\\Seen"]);
  const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
  for (const { address } of envelope.rcptTo) {
    const to = address.toLowerCase();
    const trace = [
      `Return-Path: <${from}>`,
      `Delivered-To: ${to}`,
      `Received: from [${remoteAddress}] by localhost with ESMTP; ${new Date().toUTCString().replace("GMT", "+0000")}`,
    ];
    const traced = Buffer.concat([Buffer.from(`${trace.join("\r\n")}\r\n`), bytes]);
    if (isOwn(office, to)) office.inbox.add(traced.toString("latin1"));
    else office.elsewhere.get(to)?.(traced);
  }
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
