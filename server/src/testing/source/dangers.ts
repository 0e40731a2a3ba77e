export type Danger = {
  readonly name: string;
  readonly pattern: RegExp;
  /** Files that may, from the repository's folder on, each with its reason. */
  readonly allowed: Readonly<Record<string, string>>;
};

const POSTGRES = "starts PostgreSQL's own programs, by their path and with a list of arguments";
const COMMANDS = "a command of the shell, which no request reaches";

/** Ways in which text from outside could be run; none may stand in what the product runs (S40). */
export const DANGERS: readonly Danger[] = [
  { name: "eval", pattern: /\beval\s*\(|\bindirectEval\b/, allowed: {} },
  { name: "a function made from text", pattern: /\bnew\s+Function\b|\bFunction\s*\(|\.constructor\s*\(/, allowed: {} },
  { name: "a timer with text", pattern: /\bset(?:Timeout|Interval|Immediate)\s*\(\s*["'`]/, allowed: {} },
  { name: "vm", pattern: /["'](?:node:)?vm["']/, allowed: {} },
  {
    name: "native deserialisation",
    pattern: /["'](?:node:)?v8["']|\bdeserialize\s*\(|node-serialize|\bunserialize\b/,
    allowed: {},
  },
  { name: "WebAssembly", pattern: /\bWebAssembly\b/, allowed: {} },
  { name: "native add-ons", pattern: /process\.(?:dlopen|binding)\b|\.node["']/, allowed: {} },
  {
    name: "a shell",
    pattern:
      /\bshell\s*:\s*(?:true|["'`]|process)|\bexec(?:Sync)?\b[^;]*\bfrom\s*["'](?:node:)?child_process["']|\/bin\/sh\b|\bsh["'],\s*\[?\s*["']-c/,
    allowed: {},
  },
  {
    name: "another process",
    pattern: /["'](?:node:)?child_process["']/,
    allowed: {
      "server/src/db/embedded/postgres-programs.ts": POSTGRES,
      "server/src/db/embedded/living-process.ts": POSTGRES,
      "server/src/db/embedded/make-cluster.ts": POSTGRES,
      "server/src/db/embedded/postmaster.ts": POSTGRES,
      "demo/src/start/server.ts": COMMANDS,
      "bin/": COMMANDS,
    },
  },
  {
    name: "a module by a name that is made",
    pattern: /\bimport\s*\(\s*(?!["'][^"']+["']\s*\))|\brequire\s*\(|\bcreateRequire\b/,
    allowed: {
      "server/src/web.ts": "the example shop, by an address that is written there",
      "server/src/db/embedded/postgres-programs.ts": "finds where a package lies",
      "bin/": COMMANDS,
      "server/src/connectors/email/reading/safe-html.ts":
        "the sanitiser, by a name that is written there, with the first mail",
      "web/compile-messages.ts": "a step of the build, with files of ours",
    },
  },
  {
    name: "unpacking an archive",
    pattern: /["']tar-stream["']|["'](?:node-)?(?:tar|unzipper|yauzl|adm-zip|jszip|decompress)["']/,
    allowed: {
      "server/src/db/backup/archive.ts": "reads and writes backups, whose entries are judged by name",
    },
  },
  {
    name: "markup from text",
    pattern:
      /dangerouslySetInnerHTML|\.(?:inner|outer)HTML\s*=|insertAdjacentHTML|document\.write|createContextualFragment|\bsrcDoc=/,
    allowed: {
      "web/src/features/conversations/thread/html-mail.tsx": "the frame of a mail, in which nothing runs",
    },
  },
];

/** `file: danger`, for every danger in a product file that is not argued for. */
export function findDangers(path: string, text: string): string[] {
  const code = withoutComments(text);
  return DANGERS.filter(({ pattern, allowed }) => pattern.test(code) && !isAllowed(path, allowed)).map(
    ({ name }) => `${path}: ${name}`,
  );
}

function isAllowed(path: string, allowed: Danger["allowed"]): boolean {
  return Object.keys(allowed).some((place) => (place.endsWith("/") ? path.startsWith(place) : path === place));
}

function withoutComments(text: string): string {
  return text.replace(/^\s*(?:\/\/|\/\*|\*).*$/gm, "");
}

/** Statements of SQL that take a value in as text instead of as a parameter: the piece in `${…}` of an untagged template. */
export function findJoinedSql(path: string, text: string): string[] {
  const found: string[] = [];
  for (const { index, 1: body = "" } of text.matchAll(/`((?:[^`\\]|\\.)*)`/g)) {
    // Tagged, with or without a type of its rows: Kysely makes parameters of the pieces.
    if (/\bsql(?:<[^`]*>)?$/.test(text.slice(Math.max(0, index - 600), index)) || !STATEMENT.test(body)) continue;
    for (const [, piece = ""] of body.matchAll(/\$\{([^}]+)\}/g)) found.push(`${path}: ${piece.trim()}`);
  }
  return found;
}

const STATEMENT =
  /^\s*(?:select|insert\s+into|update\s+\S+\s+(?:\w+\s+)?set|delete\s+from|with\s+\w+\s+(?:as|\()|create|drop|alter|truncate|grant|revoke|copy|lock|set\s+(?:local|session|role))\s/i;
