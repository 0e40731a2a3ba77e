import type { StoredMail } from "../mailbox.ts";
import { textOf, type Word } from "./command.ts";
import { fieldsOf, nameOf, splitMail } from "./fetch.ts";
import { parseNumbers } from "./numbers.ts";

type Test = (mail: StoredMail, place: number) => boolean;

/** What SEARCH asks for, all of it to be true of a mail. Undefined when a key is unknown here. */
export function parseSearch(words: readonly Word[], mails: readonly StoredMail[]): Test | undefined {
  const left = [...words];
  const tests: Test[] = [];
  while (left.length > 0) {
    const test = takeKey(left, mails);
    if (test === undefined) return undefined;
    tests.push(test);
  }
  return (mail, place) => tests.every((test) => test(mail, place));
}

function takeKey(left: Word[], mails: readonly StoredMail[]): Test | undefined {
  const next = () => textOf(left.shift());
  const key = next().toUpperCase();
  switch (key) {
    case "ALL":
      return () => true;
    case "SEEN":
    case "ANSWERED":
    case "FLAGGED":
      return hasFlag(key);
    case "UNSEEN":
    case "UNANSWERED":
    case "UNFLAGGED":
      return not(hasFlag(key.slice(2)));
    case "NOT": {
      const test = takeKey(left, mails);
      return test === undefined ? undefined : not(test);
    }
    case "SINCE":
      return byDay(next(), (arrived, day) => arrived >= day);
    case "BEFORE":
      return byDay(next(), (arrived, day) => arrived < day);
    case "FROM":
    case "TO":
    case "SUBJECT":
      return hasHeader(key, next());
    case "HEADER":
      return hasHeader(next(), next());
    case "UID": {
      const names = parseNumbers(next(), mails.at(-1)?.uid ?? 0);
      return names === undefined ? undefined : (mail) => names(mail.uid);
    }
    default: {
      const names = parseNumbers(key, mails.length);
      return names === undefined ? undefined : (_mail, place) => names(place);
    }
  }
}

function not(test: Test): Test {
  return (mail, place) => !test(mail, place);
}

function hasFlag(name: string): Test {
  return ({ flags }) => [...flags].some((flag) => flag.toUpperCase() === `\\${name}`);
}

/** SEARCH knows days, not times. */
function byDay(date: string, compare: (arrived: number, day: number) => boolean): Test | undefined {
  const day = Date.parse(`${date.replaceAll("-", " ")} UTC`);
  return Number.isNaN(day) ? undefined : ({ arrivedAt }) => compare(new Date(arrivedAt).setUTCHours(0, 0, 0, 0), day);
}

function hasHeader(name: string, part: string): Test {
  const [wanted, wantedPart] = [name.toUpperCase(), part.toUpperCase()];
  return ({ bytes }) =>
    fieldsOf(splitMail(bytes).header).some(
      (field) =>
        nameOf(field) === wanted &&
        field
          .slice(field.indexOf(":") + 1)
          .toUpperCase()
          .includes(wantedPart),
    );
}
