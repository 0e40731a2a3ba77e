import type { Socket } from "node:net";
import { findMailbox, type Mailbox } from "../mailbox.ts";
import { type Command, listOf, type Piece, parseCommand, textOf, type Word } from "./command.ts";
import { marksSeen, parseItems, toFetched } from "./fetch.ts";
import { parseNumbers } from "./numbers.ts";
import { parseSearch } from "./search.ts";

export type ImapAccount = {
  readonly user: string;
  readonly password: string;
  readonly mailboxes: readonly Mailbox[];
};

type Selected = { readonly mailbox: Mailbox; readonly readOnly: boolean; told: number; stopWatching(): void };
export type Session = {
  readonly socket: Socket;
  readonly account: ImapAccount;
  isSignedIn: boolean;
  selected: Selected | undefined;
  /** Of the IDLE that DONE will end. */
  idleTag: string | undefined;
};

export const CAPABILITIES = "IMAP4rev1 LITERAL+ IDLE";

type Answer = { readonly status: "OK" | "NO" | "BAD"; readonly text: string };
const ok = (text = "Done"): Answer => ({ status: "OK", text });
const no = (text: string): Answer => ({ status: "NO", text });
const bad = (text = "I do not understand that"): Answer => ({ status: "BAD", text });

/** Answers one command. What came meanwhile is told before the command's own last line. */
export function answerCommand(session: Session, pieces: readonly Piece[]): void {
  const command = parseCommand(pieces);
  if (session.idleTag !== undefined) endIdle(session, session.idleTag, pieces);
  else if (command === undefined) write(session, "* BAD I do not understand that\r\n");
  else if (command.name === "IDLE" && session.isSignedIn) beginIdle(session, command.tag);
  else carryOut(session, command);
}

function carryOut(session: Session, command: Command): void {
  const { status, text } = answer(session, command);
  if (!command.name.endsWith("FETCH") && !command.name.endsWith("STORE")) tellNews(session);
  write(session, `${command.tag} ${status} ${text}\r\n`);
  if (command.name === "LOGOUT") session.socket.end();
}

/** Tells that the mailbox has grown, where it has. */
function tellNews({ selected, socket }: Session): void {
  if (selected === undefined || selected.told === selected.mailbox.mails.length) return;
  selected.told = selected.mailbox.mails.length;
  socket.write(`* ${selected.told} EXISTS\r\n`);
}

function answer(session: Session, command: Command): Answer {
  switch (command.name) {
    case "CAPABILITY":
      write(session, `* CAPABILITY ${CAPABILITIES}\r\n`);
      return ok();
    case "NOOP":
      return ok();
    case "LOGOUT":
      write(session, "* BYE See you\r\n");
      return ok();
    case "LOGIN":
      return signIn(session, command.words);
    default:
      return session.isSignedIn ? answerSignedIn(session, command) : no("Sign in first");
  }
}

function answerSignedIn(session: Session, { name, words }: Command): Answer {
  switch (name) {
    case "LIST":
    case "LSUB":
      return list(session, name, words);
    case "SELECT":
    case "EXAMINE":
      return select(session, words, name === "EXAMINE");
    case "APPEND":
      return append(session, words);
    default:
      return session.selected === undefined ? bad() : answerSelected(session, session.selected, name, words);
  }
}

function answerSelected(session: Session, selected: Selected, name: string, words: readonly Word[]): Answer {
  switch (name) {
    case "CHECK":
      return ok();
    case "CLOSE":
      leave(session);
      return ok();
    case "SEARCH":
    case "UID SEARCH":
      return search(session, selected, words, name.startsWith("UID"));
    case "FETCH":
    case "UID FETCH":
      return fetch(session, selected, words, name.startsWith("UID"));
    case "STORE":
    case "UID STORE":
      return store(session, selected, words, name.startsWith("UID"));
    default:
      return bad();
  }
}

function signIn(session: Session, [user, password]: readonly Word[]): Answer {
  const { account } = session;
  if (textOf(user) !== account.user || textOf(password) !== account.password)
    return no("[AUTHENTICATIONFAILED] User or password is wrong");
  session.isSignedIn = true;
  return ok(`[CAPABILITY ${CAPABILITIES}] Welcome`);
}

function list(session: Session, name: string, [, pattern]: readonly Word[]): Answer {
  const wanted = textOf(pattern);
  if (wanted === "") write(session, `* ${name} (\\Noselect) "/" ""\r\n`);
  const shape = new RegExp(`^${wanted.replace(/[\\^$.|?+()[\]{}]/g, "\\$&").replace(/[*%]/g, ".*")}$`, "i");
  for (const { name: box, use } of session.account.mailboxes)
    if (shape.test(box)) write(session, `* ${name} (${use ?? ""}) "/" "${box}"\r\n`);
  return ok();
}

function select(session: Session, [name]: readonly Word[], readOnly: boolean): Answer {
  leave(session);
  const mailbox = findMailbox(session.account.mailboxes, textOf(name));
  if (mailbox === undefined) return no("[NONEXISTENT] No such mailbox");
  const stopWatching = mailbox.watch(() => {
    if (session.idleTag !== undefined) tellNews(session);
  });
  session.selected = { mailbox, readOnly, told: mailbox.mails.length, stopWatching };
  const unseen = mailbox.mails.findIndex(({ flags }) => !flags.has("\\Seen")) + 1;
  const lines = [
    `${mailbox.mails.length} EXISTS`,
    "0 RECENT",
    "FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)",
    `OK [PERMANENTFLAGS (${readOnly ? "" : "\\Answered \\Flagged \\Deleted \\Seen \\Draft"})] Flags`,
    ...(unseen === 0 ? [] : [`OK [UNSEEN ${unseen}] First unseen`]),
    `OK [UIDVALIDITY ${mailbox.uidValidity}] Numbers hold`,
    `OK [UIDNEXT ${mailbox.nextUid()}] The next number`,
  ];
  write(session, lines.map((line) => `* ${line}\r\n`).join(""));
  return ok(`[${readOnly ? "READ-ONLY" : "READ-WRITE"}] Done`);
}

/** The session no longer looks into a mailbox. */
export function leave(session: Session): void {
  session.selected?.stopWatching();
  session.selected = undefined;
}

function append(session: Session, words: readonly Word[]): Answer {
  const mailbox = findMailbox(session.account.mailboxes, textOf(words[0]));
  if (mailbox === undefined) return no("[TRYCREATE] No such mailbox");
  const [bytes, ...options] = words.slice(1).reverse();
  if (bytes === undefined || !("type" in bytes) || bytes.type !== "string") return bad();
  const flags = options.flatMap((option) => ("type" in option ? [] : option.map(textOf)));
  const date = Date.parse(textOf(options.find((option) => "type" in option)).replace(/^(\d+)-(\w+)-/, "$1 $2 "));
  mailbox.add(bytes.text, flags, Number.isNaN(date) ? new Date() : new Date(date));
  return ok();
}

function search(session: Session, { mailbox }: Selected, words: readonly Word[], byUid: boolean): Answer {
  const test = parseSearch(words, mailbox.mails);
  if (test === undefined) return bad("I do not know that search key");
  const found = mailbox.mails.flatMap((mail, index) => (test(mail, index + 1) ? [byUid ? mail.uid : index + 1] : []));
  write(session, `* SEARCH${found.map((number) => ` ${number}`).join("")}\r\n`);
  return ok();
}

function fetch(session: Session, selected: Selected, [set, asked]: readonly Word[], byUid: boolean): Answer {
  const items = parseItems(asked, byUid);
  const chosen = choose(selected, textOf(set), byUid);
  if (items === undefined || chosen === undefined) return bad();
  for (const { mail, place } of chosen) {
    const isNewlySeen = !selected.readOnly && marksSeen(items) && !mail.flags.has("\\Seen");
    if (isNewlySeen) mail.flags.add("\\Seen");
    write(session, toFetched(mail, place, isNewlySeen && !items.includes("FLAGS") ? [...items, "FLAGS"] : items));
  }
  return ok();
}

function store(session: Session, selected: Selected, [set, how, flags]: readonly Word[], byUid: boolean): Answer {
  const asked = /^([+-]?)FLAGS(\.SILENT)?$/i.exec(textOf(how));
  const chosen = choose(selected, textOf(set), byUid);
  if (asked === null || chosen === undefined) return bad();
  if (selected.readOnly) return no("This mailbox was opened to be read only");
  const names = listOf(flags).map(textOf);
  for (const { mail, place } of chosen) {
    if (asked[1] === "") mail.flags.clear();
    for (const name of names) asked[1] === "-" ? mail.flags.delete(name) : mail.flags.add(name);
    if (asked[2] === undefined) write(session, toFetched(mail, place, byUid ? ["UID", "FLAGS"] : ["FLAGS"]));
  }
  return ok();
}

function choose({ mailbox: { mails }, told }: Selected, set: string, byUid: boolean) {
  const names = parseNumbers(set, byUid ? (mails.at(-1)?.uid ?? 0) : told);
  if (names === undefined) return undefined;
  // Places beyond what was told are not known to the other side yet.
  return mails
    .map((mail, index) => ({ mail, place: index + 1 }))
    .filter(({ mail, place }) => place <= told && names(byUid ? mail.uid : place));
}

function beginIdle(session: Session, tag: string): void {
  session.idleTag = tag;
  write(session, "+ idling\r\n");
  tellNews(session);
}

function endIdle(session: Session, tag: string, [first]: readonly Piece[]): void {
  const isDone = first !== undefined && "line" in first && first.line.toUpperCase() === "DONE";
  write(session, `${tag} ${isDone ? "OK Done" : "BAD DONE was expected"}\r\n`);
  session.idleTag = undefined;
}

function write({ socket }: Session, text: string): void {
  socket.write(text, "latin1");
}
