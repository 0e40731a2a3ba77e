import { Parser } from "htmlparser2";
import { cleanText } from "../../../lib/clean-text.ts";
import type { Json } from "../../read-json.ts";

type Element = { readonly name: string; readonly inner: Map<string, unknown>; text: string };
export type ReadXml = { readonly fields: Json } | { readonly problem: string };

const ROOT = "xml";
/** WeChat's own have at most three levels and a few dozen elements. */
const MOST_DEPTH = 20;
const MOST_ELEMENTS = 2000;
/** An element has two: where it begins and where it ends. */
const MOST_MARKS = 2 * MOST_ELEMENTS;
/** So much is read after the first refusal at most: what the parser does for an element grows with its depth. */
const PIECE = 4096;
const TOO_MUCH = "it is too deep or too long";
const [CDATA, CDATA_END] = ["<![CDATA[", "]]>"];

/**
 * The elements within `<xml>` by their names: text, or again elements. No document type and no entities but XML's own five and
 * numbers (decision 44): whoever declares one is refused. Of several elements of a name the first counts. Never throws, and stops
 * where it refuses: who sent it is not known yet.
 */
export function readXml(bytes: Uint8Array): ReadXml {
  const text = new TextDecoder().decode(bytes);
  if (hasTooManyMarks(text)) return refusal(TOO_MUCH);
  const reader = new XmlReader();
  const parser = new Parser(reader, { xmlMode: true, decodeEntities: true, recognizeSelfClosing: true });
  for (let at = 0; at < text.length && !reader.hasRefused(); at += PIECE) parser.write(text.slice(at, at + PIECE));
  if (!reader.hasRefused()) parser.end();
  return reader.result();
}

/** What people write stands in CDATA and may have as many `<` as they like. */
function hasTooManyMarks(text: string): boolean {
  let marks = 0;
  let at = text.indexOf("<");
  while (at !== -1 && marks <= MOST_MARKS) {
    const isCdata = text.startsWith(CDATA, at);
    if (!isCdata) marks += 1;
    const end = isCdata ? text.indexOf(CDATA_END, at) : at;
    at = end === -1 ? -1 : text.indexOf("<", end + 1);
  }
  return marks > MOST_MARKS;
}

function refusal(why: string): { readonly problem: string } {
  return { problem: `The body is not usable XML: ${why}.` };
}

class XmlReader {
  readonly #open: Element[] = [];
  #parser: Parser | undefined;
  /** Where the last beginning of an element ends. */
  #beginsUntil = -1;
  #elements = 0;
  #problem: string | undefined;
  #fields: Json | undefined;

  result(): ReadXml {
    if (this.#problem !== undefined) return { problem: this.#problem };
    return this.#fields === undefined ? { problem: "The body is no XML of WeChat's." } : { fields: this.#fields };
  }

  hasRefused(): boolean {
    return this.#problem !== undefined;
  }

  onparserinit(parser: Parser): void {
    this.#parser = parser;
  }

  onopentag(name: string): void {
    this.#elements += 1;
    this.#beginsUntil = this.#parser?.endIndex ?? -1;
    if (this.#open.length === 0 && (name !== ROOT || this.#fields !== undefined)) this.#refuse("it is not one <xml>");
    if (this.#open.length >= MOST_DEPTH || this.#elements > MOST_ELEMENTS) this.#refuse(TOO_MUCH);
    if (this.#problem === undefined) this.#open.push({ name, inner: new Map(), text: "" });
  }

  ontext(data: string): void {
    const element = this.#open.at(-1);
    if (element !== undefined) element.text += data;
    else if (data.trim() !== "") this.#refuse("there is text outside of it");
  }

  onclosetag(_name: string, isImplied: boolean): void {
    // `<EventKey/>` ends where it begins.
    if (isImplied && this.#parser?.endIndex !== this.#beginsUntil) this.#refuse("an element has no end");
    const element = this.#open.pop();
    if (element === undefined || this.#problem !== undefined) return;
    const outer = this.#open.at(-1);
    const value = element.inner.size > 0 ? Object.fromEntries(element.inner) : element.text;
    if (outer === undefined) this.#fields = Object.fromEntries(element.inner);
    else if (!outer.inner.has(element.name)) outer.inner.set(cleanText(element.name), value);
  }

  onprocessinginstruction(name: string): void {
    if (name.startsWith("!")) this.#refuse("it declares a document type or an entity");
  }

  onerror(): void {
    this.#refuse("it cannot be read");
  }

  #refuse(why: string): void {
    this.#problem ??= refusal(why).problem;
  }
}
