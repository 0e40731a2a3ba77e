import { type AddressInfo, createServer, type Socket } from "node:net";

export type ScriptedMail = {
  readonly uid: number;
  readonly source: string;
  readonly internalDate?: string;
  /** What the server claims; the true size by default. */
  readonly size?: number;
  /** Listed, but no longer there when it is asked for. */
  readonly isGone?: boolean;
  /** The server answers NO to whoever wants its body. */
  readonly isBroken?: boolean;
};

export type ImapScript = {
  mails: ScriptedMail[];
  uidValidity: number;
  /** Hangs up when the n-th command of this name comes, once for each entry. `after`: half of the answer is sent first. */
  cuts: { command: string; nth: number; after?: boolean }[];
  /** Refuses to sign anybody in. */
  refusesSignIn?: boolean;
  /** There is no mailbox of this name. */
  missing?: string;
  /** Never answers this command. */
  hangsAt?: string;
  capabilities: string;
};

export type ImapPeer = {
  readonly port: number;
  readonly script: ImapScript;
  /** Every command line that came, without its tag. */
  readonly commands: string[];
  /** Tells all who idle that there is something new. */
  announce(): void;
  stop(): Promise<void>;
};

/** A mail server that keeps to the IMAP line protocol and leaves it just where a test says so. */
export async function startImapPeer(mails: readonly ScriptedMail[] = []): Promise<ImapPeer> {
  const script: ImapScript = { mails: [...mails], uidValidity: 7, cuts: [], capabilities: "IMAP4rev1 IDLE" };
  const commands: string[] = [];
  const counts = new Map<string, number>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    socket.write(`* OK [CAPABILITY ${script.capabilities}] ready\r\n`);
    const session: Session = { script, commands, counts, socket, idleTag: "" };
    onLines(socket, (line) => answerLine(session, line));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: portOf(server.address()),
    script,
    commands,
    announce() {
      for (const socket of sockets) socket.write(`* ${script.mails.length} EXISTS\r\n`);
    },
    stop() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

type Session = {
  readonly script: ImapScript;
  readonly commands: string[];
  readonly counts: Map<string, number>;
  readonly socket: Socket;
  /** Of the IDLE that is to be ended by DONE. */
  idleTag: string;
};

function onLines(socket: Socket, onLine: (line: string) => void): void {
  let pending = "";
  socket.on("data", (chunk) => {
    pending += chunk.toString("latin1");
    for (let end = pending.indexOf("\r\n"); end !== -1; end = pending.indexOf("\r\n")) {
      onLine(pending.slice(0, end));
      pending = pending.slice(end + 2);
    }
  });
}

function answerLine(session: Session, line: string): void {
  const { script, commands, counts, socket } = session;
  if (line === "DONE") {
    socket.write(`${session.idleTag} OK Idle ended\r\n`);
    return;
  }
  const [tag = "", ...words] = line.split(" ");
  const name = (words[0]?.toUpperCase() === "UID" ? `UID ${words[1]}` : (words[0] ?? "")).toUpperCase();
  if (name === "IDLE") session.idleTag = tag;
  commands.push(words.join(" "));
  const count = (counts.get(name) ?? 0) + 1;
  counts.set(name, count);
  if (script.hangsAt === name) return;
  const cut = script.cuts.find(({ command, nth }) => command === name && nth === count);
  const answer = toAnswer(script, name, words, tag);
  if (cut === undefined) socket.write(answer, "latin1");
  else if (cut.after === true) socket.write(answer.slice(0, answer.length / 2), "latin1", () => socket.destroy());
  else socket.destroy();
}

function toAnswer(script: ImapScript, name: string, words: readonly string[], tag: string): string {
  const ok = `${tag} OK Done\r\n`;
  switch (name) {
    case "CAPABILITY":
      return `* CAPABILITY ${script.capabilities}\r\n${ok}`;
    case "LOGIN":
    case "AUTHENTICATE":
      return script.refusesSignIn === true ? `${tag} NO [AUTHENTICATIONFAILED] No\r\n` : ok;
    case "LIST":
    case "LSUB":
      return words.join(" ") === 'LIST "" ""'
        ? `* LIST (\\Noselect) "/" ""\r\n${ok}`
        : `* ${name} () "/" INBOX\r\n${ok}`;
    case "SELECT":
    case "EXAMINE":
      if (script.missing !== undefined && words[1] === script.missing)
        return `${tag} NO [NONEXISTENT] No such mailbox\r\n`;
      return `${selected(script)}${tag} OK [READ-ONLY] Done\r\n`;
    case "UID SEARCH":
      return `* SEARCH ${search(script, words.join(" ")).join(" ")}\r\n${ok}`;
    case "UID FETCH":
      return fetch(script, words, tag);
    case "IDLE":
      return idle(script, tag);
    default:
      return ok;
  }
}

function selected({ mails, uidValidity }: ImapScript): string {
  const next = Math.max(0, ...mails.map(({ uid }) => uid)) + 1;
  return `* ${mails.length} EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY ${uidValidity}] x\r\n* OK [UIDNEXT ${next}] x\r\n`;
}

/** `n:*` also gives the last mail when its number is smaller: the trap of the protocol. */
function search({ mails }: ImapScript, query: string): number[] {
  const from = Number(/UID (\d+):\*/.exec(query)?.[1] ?? 1);
  const last = Math.max(0, ...mails.map(({ uid }) => uid));
  return mails.map(({ uid }) => uid).filter((uid) => uid >= from || uid === last);
}

function fetch({ mails }: ImapScript, words: readonly string[], tag: string): string {
  const uid = Number(words[2]);
  const index = mails.findIndex((mail) => mail.uid === uid);
  const mail = mails[index];
  const wanted = words.slice(3).join(" ").toUpperCase();
  if (mail === undefined || mail.isGone === true) return `${tag} OK Done\r\n`;
  const isBody = /BODY(\.PEEK)?\[\]/.test(wanted);
  if (isBody && mail.isBroken === true) return `${tag} NO [SERVERBUG] This mail is broken here\r\n`;
  const bytes = Buffer.from(mail.source, "utf8").toString("latin1");
  const head = bytes.slice(0, bytes.indexOf("\r\n\r\n") + 4);
  const items = [`UID ${uid}`];
  if (wanted.includes("INTERNALDATE")) items.push(`INTERNALDATE "${mail.internalDate ?? now()}"`);
  if (wanted.includes("RFC822.SIZE")) items.push(`RFC822.SIZE ${mail.size ?? bytes.length}`);
  if (isBody) items.push(`BODY[] {${bytes.length}}\r\n${bytes}`);
  if (wanted.includes("[HEADER]")) items.push(`BODY[HEADER] {${head.length}}\r\n${head}`);
  return `* ${index + 1} FETCH (${items.join(" ")})\r\n${tag} OK Done\r\n`;
}

function idle({ capabilities }: ImapScript, tag: string): string {
  return capabilities.includes("IDLE") ? "+ idling\r\n" : `${tag} BAD Unknown\r\n`;
}

export function now(offsetMs = 0): string {
  const [, day = "", month = "", year = "", time = ""] =
    /, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(Date.now() + offsetMs).toUTCString()) ?? [];
  return `${day}-${month}-${year} ${time} +0000`;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The peer has no port.");
  return address.port;
}
