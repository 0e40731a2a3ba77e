/** A word of a command: an atom, a string (quoted or literal), or a list of words. */
export type Word = { readonly type: "atom" | "string"; readonly text: string } | readonly Word[];
export type Command = { readonly tag: string; readonly name: string; readonly words: readonly Word[] };
/** What came in one command: lines, and literals between them. */
export type Piece = { readonly line: string } | { readonly literal: string };

/** Reads a command's tag, name and words (RFC 3501 9). Undefined when it cannot be read. */
export function parseCommand(pieces: readonly Piece[]): Command | undefined {
  const tokens = pieces.flatMap((piece) => ("line" in piece ? tokensOf(piece.line) : [toText(piece.literal)]));
  const [tag, name, ...rest] = tokens;
  if (tag === undefined || name === undefined || tag.type !== "atom" || name.type !== "atom") return undefined;
  const words = nest(rest);
  if (words === undefined) return undefined;
  if (name.text.toUpperCase() !== "UID") return { tag: tag.text, name: name.text.toUpperCase(), words };
  const [verb, ...others] = words;
  return { tag: tag.text, name: `UID ${textOf(verb).toUpperCase()}`, words: others };
}

/** A word as text; a list is none. */
export function textOf(word: Word | undefined): string {
  return word !== undefined && "type" in word ? word.text : "";
}

/** The words of a list; a word alone stands for a list of one. */
export function listOf(word: Word | undefined): readonly Word[] {
  if (word === undefined) return [];
  return "type" in word ? [word] : word;
}

type Token = { readonly type: "atom" | "string" | "open" | "close"; readonly text: string };

const toText = (text: string): Token => ({ type: "string", text });

/** An atom may hold brackets with spaces and lists in them: BODY[HEADER.FIELDS (TO)]. */
const token = /\(|\)|"(?:\\.|[^"\\])*"|(?:[^\s()"[\]]|\[[^\]]*\])+/g;

function tokensOf(line: string): Token[] {
  // A literal's announcement at the end of the line is no word.
  return [...line.replace(/\{\d+\+?\}$/, "").matchAll(token)].map(([text]) => {
    if (text === "(") return { type: "open", text };
    if (text === ")") return { type: "close", text };
    return text.startsWith('"') ? toText(text.slice(1, -1).replace(/\\(.)/g, "$1")) : { type: "atom", text };
  });
}

function nest(tokens: readonly Token[]): Word[] | undefined {
  const stack: Word[][] = [[]];
  for (const { type, text } of tokens) {
    if (type === "open") stack.push([]);
    else if (type === "close") {
      const list = stack.pop();
      if (list === undefined || stack.length === 0) return undefined;
      stack.at(-1)?.push(list);
    } else stack.at(-1)?.push({ type, text });
  }
  return stack.length === 1 ? stack[0] : undefined;
}
