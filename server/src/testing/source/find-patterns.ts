/** Where a pattern can begin; a slash behind anything else divides. */
const literal =
  /(?<=[(,=:[!&|?{};>]\s*|\breturn\s+|^\s*)\/((?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)(?=[\s).,;:\]}]|$)/gm;

/** The patterns that stand in a source text. */
export function findPatterns(text: string): RegExp[] {
  const code = text.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, "");
  return [...code.matchAll(literal)].flatMap(([, source = "", flags]) => {
    try {
      return [new RegExp(source, flags)];
    } catch {
      return [];
    }
  });
}

const USUAL = [
  ...["a", "0", " ", "\t", "\n", "-", ".", "/", "\\", "<", "=", '"', "&", "@", "é", "\u200b", ",", ";", ":", "\r\n"],
  ...["<a", "a ", "a.", "a=", '\\"', '<a b="', "/../", "0.", "a@", "a@a.", "<!--", "&#", "(", ")", "ab "],
];
/** What stands around: nothing, or what keeps the pattern from being met in the end. */
const FRAMES = [
  ["", ""],
  ["", "\0!"],
  ["<", "\0"],
  ["x", ""],
] as const;

/** A text of at most 100 kB on which the pattern takes longer than that; the shortest of its kind that was found. */
export function slowest(pattern: RegExp, mostMs: number): string | undefined {
  for (const piece of piecesFor(pattern))
    for (const [before, after] of FRAMES)
      for (const length of after === "\0!" ? [1500, 6000, 25_000, 100_000] : [1500, 6000, 25_000]) {
        const text = before + piece.repeat(Math.ceil(length / piece.length)) + after;
        // Once more: the first time may have paid for something else.
        if (takes(pattern, text) > mostMs && takes(pattern, text) > mostMs) return text;
      }
  return undefined;
}

function piecesFor(pattern: RegExp): string[] {
  const letters = [...new Set(pattern.source.match(/[a-zA-Z0-9@<>="'&;:,._%#+!/ -]/g) ?? [])].slice(0, 24);
  return [...new Set([...USUAL, ...letters, ...letters.flatMap((letter) => [`a${letter}`, `${letter} `])])];
}

function takes(pattern: RegExp, text: string): number {
  const started = process.cpuUsage().user;
  pattern.lastIndex = 0;
  text.replace(pattern, "");
  return (process.cpuUsage().user - started) / 1000;
}
