import { parametersOf } from "./templates.ts";

/** A template as it is written in a text: `{{template:order_shipped:en|Zoé|number=4711}}`. */
export type TemplateShorthand = {
  readonly name: string;
  /** Undefined: of the only language there is. */
  readonly language: string | undefined;
  readonly values: readonly string[];
};

const SHORTHAND =
  /^\{\{\s*template\s*:\s*([A-Za-z0-9_.-]{1,200})\s*(?::\s*([A-Za-z0-9_-]{2,35})\s*)?(?:\|([\s\S]*))?\}\}$/;

/** The whole text is one, or it is none: undefined. `\|`, `\=` and `\\` stand for themselves. */
export function readTemplateShorthand(text: string): TemplateShorthand | undefined {
  const found = SHORTHAND.exec(text.trim());
  if (found === null) return undefined;
  const [, name = "", language, rest] = found;
  return { name, language, values: rest === undefined ? [] : splitValues(rest) };
}

/** At every `|` that has no `\` before it, in one pass. A `\` at the end stands for itself. */
function splitValues(rest: string): string[] {
  const values: string[] = [];
  let from = 0;
  for (let at = 0; at < rest.length; at += 1) {
    if (rest[at] === "\\") at += 1;
    else if (rest[at] === "|") {
      values.push(rest.slice(from, at));
      from = at + 1;
    }
  }
  return [...values, rest.slice(from)];
}

/**
 * Values by parameter: `name=value` where the template has that parameter, the others in the order of the parameters that are
 * left. Undefined: too many, or one twice.
 */
export function fillShorthand(body: string, values: readonly string[]): Record<string, string> | undefined {
  const names = parametersOf(body);
  const named = new Map<string, string>();
  const counted: string[] = [];
  for (const value of values) {
    const [, name = "", rest = ""] = /^\s*([A-Za-z0-9_]+)\s*=([\s\S]*)$/.exec(value) ?? [];
    if (!names.includes(name)) counted.push(value);
    else if (named.has(name)) return undefined;
    else named.set(name, rest);
  }
  const left = names.filter((name) => !named.has(name));
  if (counted.length > left.length) return undefined;
  for (const [index, value] of counted.entries()) named.set(left[index] ?? "", value);
  return Object.fromEntries([...named].map(([name, value]) => [name, value.replaceAll(/\\([\s\S])/g, "$1").trim()]));
}
