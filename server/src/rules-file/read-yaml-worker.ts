import { parentPort, workerData } from "node:worker_threads";
import { Lexer, parseDocument } from "yaml";
import type { YamlRead } from "./read-yaml.ts";

/** Rules are never deeper. */
const DEEPEST = 12;
const WIDEST_INDENT = 60;
/** No types are guessed and nothing is resolved: every scalar is a text. */
const READING = { schema: "failsafe", version: "1.2", merge: false, uniqueKeys: true } as const;

parentPort?.postMessage(read(String(workerData)));

function read(text: string): YamlRead {
  if (isTooDeep(text)) return { ok: false, path: "", problem: "too_deep" };
  const document = parseDocument(text, READING);
  const [broken] = [...document.errors, ...document.warnings];
  if (broken !== undefined)
    return { ok: false, path: `line ${broken.linePos?.[0].line ?? 1}`, problem: problemOf(broken.code) };
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 0 }) };
  } catch {
    // What stands for something else could stand for very much of it.
    return { ok: false, path: "", problem: "alias" };
  }
}

/** What stands inside of one another, before anything is built: brackets, marks in one line, indents. */
function isTooDeep(text: string): boolean {
  let [brackets, marks] = [0, 0];
  for (const token of new Lexer().lex(text)) {
    if (token === "[" || token === "{") brackets += 1;
    else if (token === "]" || token === "}") brackets -= 1;
    else if (token === "\n" || token === "\r\n") marks = 0;
    else if (brackets === 0 && (token === "-" || token === "?" || token === ":")) marks += 1;
    else if (token.length > WIDEST_INDENT && token.trim() === "") return true;
    if (brackets > DEEPEST || marks > DEEPEST) return true;
  }
  return false;
}

function problemOf(code: string): string {
  if (code === "DUPLICATE_KEY") return "twice";
  return code === "TAG_RESOLVE_FAILED" ? "tag" : "not_yaml";
}
