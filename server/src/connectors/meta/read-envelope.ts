import { parseJson } from "../../lib/parse-json.ts";
import { arrayOf, idOf, type Json, numberOf, rawOf, recordOf, textOf } from "../read-json.ts";

/** One element of a delivery: a change of a field, or a messaging event. */
export type Notice = {
  /** Whose it is: the id of a page, of an Instagram account, of a WhatsApp business account. */
  readonly accountId: string;
  /** `standby`: another app has the thread. */
  readonly list: "changes" | "messaging" | "standby";
  /** The name of what changed; "" for messaging events. */
  readonly field: string;
  readonly value: Json;
  /** When Meta sent the notice, epoch milliseconds; not when the thing happened. Undefined: it does not say. */
  readonly sentAt: number | undefined;
  /** JSON pointer to it. */
  readonly path: string;
};
export type Problem = { readonly path: string; readonly reason: string };
export type Envelope = {
  /** `page`, `instagram`, `whatsapp_business_account`…; "" when it does not say. */
  readonly object: string;
  readonly notices: readonly Notice[];
  readonly problems: readonly Problem[];
};

/** WhatsApp sends up to 3 MB, everybody up to a thousand notices. */
const limits = { maxDepth: 80, maxKeys: 400_000, maxBytes: 4 * 1024 * 1024 };

/** Pure and total. Every notice of every entry by itself: one that is unreadable becomes a problem and loses no other. */
export function readEnvelope(body: Uint8Array): Envelope {
  const parsed = parseJson(body, { ...limits, forbiddenKeys: "dropped", bigIntegers: "text" });
  if (!parsed.ok) return refuse("", `The body is not usable JSON: ${parsed.reason}.`);
  // Instagram has been seen to put the one object into a list.
  if (Array.isArray(parsed.value)) return joinEnvelopes(parsed.value.map((one, index) => readRoot(one, `/${index}`)));
  return readRoot(parsed.value, "");
}

function joinEnvelopes(envelopes: readonly Envelope[]): Envelope {
  const [first] = envelopes;
  if (first === undefined) return refuse("", "There is nothing in it.");
  return {
    object: first.object,
    notices: envelopes.flatMap(({ notices }) => notices),
    problems: envelopes.flatMap(({ problems }) => problems),
  };
}

function readRoot(value: unknown, at: string): Envelope {
  const root = recordOf(value);
  if (root === undefined) return refuse(at, "The body is no object.");
  const entries = rawOf(root, "entry");
  if (!Array.isArray(entries)) return refuse(`${at}/entry`, "There is no list of entries.");
  const read = entries.map((entry: unknown, index) => readEntry(entry, `${at}/entry/${index}`));
  const notices = read.flatMap((one) => one.notices);
  const problems = read.flatMap((one) => one.problems);
  if (notices.length === 0 && problems.length === 0) return refuse(`${at}/entry`, "There is nothing in it.");
  return { object: textOf(root, "object") ?? "", notices, problems };
}

type Read = { readonly notices: readonly Notice[]; readonly problems: readonly Problem[] };

function readEntry(entry: unknown, path: string): Read {
  const record = recordOf(entry);
  if (record === undefined) return oneProblem(path, "It is not an object.");
  const accountId = idOf(record, "id");
  if (accountId === undefined) return oneProblem(`${path}/id`, "It does not say whose it is.");
  const reads = (["changes", "messaging", "standby"] as const)
    .filter((list) => rawOf(record, list) !== undefined && rawOf(record, list) !== null)
    .map((list) => readList(record, list, accountId, path));
  // Instagram's own log-in puts one change on the entry itself.
  if (textOf(record, "field") !== undefined) reads.push(readChange(record, { accountId, record, path }));
  if (reads.length === 0) return oneProblem(path, "There is nothing in it.");
  return { notices: reads.flatMap((one) => one.notices), problems: reads.flatMap((one) => one.problems) };
}

type Entry = { readonly accountId: string; readonly record: Json; readonly path: string };

function readList(record: Json, list: Notice["list"], accountId: string, path: string): Read {
  if (!Array.isArray(rawOf(record, list))) return oneProblem(`${path}/${list}`, "It is not a list.");
  const reads = arrayOf(record, list).map((element, index): Read => {
    const at = `${path}/${list}/${index}`;
    const value = recordOf(element);
    if (value === undefined) return oneProblem(at, "It is not an object.");
    if (list === "changes") return readChange(value, { accountId, record, path: at });
    const notice = { accountId, list, field: "", value, sentAt: sentAtOf(record, list), path: at };
    return { notices: [notice], problems: [] };
  });
  return { notices: reads.flatMap((one) => one.notices), problems: reads.flatMap((one) => one.problems) };
}

function readChange(change: Json, { accountId, record, path }: Entry): Read {
  const field = textOf(change, "field");
  if (field === undefined) return oneProblem(`${path}/field`, "It does not say what changed.");
  const value = recordOf(rawOf(change, "value"));
  if (value === undefined) return oneProblem(`${path}/value`, "It is not an object.");
  const notice: Notice = { accountId, list: "changes", field, value, sentAt: sentAtOf(record, "changes"), path };
  return { notices: [notice], problems: [] };
}

/** Seconds beside changes, milliseconds beside messaging events; told apart by size, because not every notice keeps to it. */
function sentAtOf(record: Json, list: Notice["list"]): number | undefined {
  const time = numberOf(record, "time");
  if (time === undefined || time <= 0) return undefined;
  const isSeconds = list === "changes" ? time < 100_000_000_000 : time < 10_000_000_000;
  return Math.floor(isSeconds ? time * 1000 : time);
}

function oneProblem(path: string, reason: string): Read {
  return { notices: [], problems: [{ path, reason }] };
}

function refuse(path: string, reason: string): Envelope {
  return { object: "", notices: [], problems: [{ path, reason }] };
}
