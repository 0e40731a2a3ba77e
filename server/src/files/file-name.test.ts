import fc from "fast-check";
import { expect, test } from "vitest";
import { isExecutableName, normalizeFileName } from "./file-name.ts";

test.each([
  ["photo.jpg", "photo.jpg"],
  ["Relevé d’identité — été 2026.pdf", "Relevé d’identité — été 2026.pdf"],
  ["請求書.pdf", "請求書.pdf"],
  ["a.tar.gz", "a.tar.gz"],
  ["README", "README"],
  ["../../etc/passwd", "passwd"],
  ["..\\..\\windows\\system32\\cmd.exe", "cmd.exe"],
  ["C:\\fakepath\\photo.png", "photo.png"],
  ["/", "file"],
  ["..", "file"],
  ["dir/..", "dir"],
  ["", "file"],
  ["   ", "file"],
  [".htaccess", "htaccess"],
  ["...user.ini", "user.ini"],
  ["\u200B.htaccess", "htaccess"],
  ["\uFEFF\u2060.\u200D.env", "env"],
  ["photo\u202Egnp.exe", "photognp.exe"],
  ["\u2066a\u2069.txt", "a.txt"],
  ["a\0.png", "a.png"],
  ["a.php\0.png", "a.php.png"],
  ["a\r\nContent-Type: text/html\r\n\r\n.png", "html.png"],
  ["a\u0085b\u2028c\u2029d.txt", "abcd.txt"],
  ["evil.exe.", "evil.exe"],
  ["evil.exe . . .", "evil.exe"],
  ["evil.exe::$DATA", "evil.exe__$DATA"],
  ['a<b>c:d"e|f?g*h.txt', "a_b_c_d_e_f_g_h.txt"],
  ["CON", "_CON"],
  ["con.txt", "_con.txt"],
  ["Nul .tar.gz", "_Nul .tar.gz"],
  ["COM1.png", "_COM1.png"],
  ["LPT¹.png", "_LPT¹.png"],
  ["CONIN$", "_CONIN$"],
  ["console.log", "console.log"],
  ["a\u00ADb\u3164c\u034F.txt", "abc.txt"],
  ["a \t\u00A0\u3000b.txt", "a b.txt"],
  ["e\u0301.txt", "é.txt"],
  ["\uD800.txt", "\uFFFD.txt"],
])("S16 the name %j becomes %j", (name, normal) => {
  expect(normalizeFileName(name)).toBe(normal);
});

test("S16 a long name is cut and keeps its extension", () => {
  expect(normalizeFileName(`${"a".repeat(5_000)}.pdf`)).toBe(`${"a".repeat(196)}.pdf`);
  const wide = normalizeFileName(`${"請".repeat(500)}.pdf`);
  expect(wide).toMatch(/^請+\.pdf$/);
  expect(Buffer.byteLength(wide)).toBeLessThanOrEqual(200);
  expect(normalizeFileName(`a.${"x".repeat(500)}`)).toHaveLength(200);
});

const disguises = [
  (name: string) => name,
  (name: string) => name.toUpperCase(),
  (name: string) => `\u200B${name}`,
  (name: string) => `${name}\u200B`,
  (name: string) => `${name}\0`,
  (name: string) => `\u202E${name}`,
  (name: string) => `${name}. .`,
  (name: string) => name.replace(".", ".\u2060"),
  (name: string) => `invoice.pdf.${name}`,
  (name: string) => `..\\dir/${name}`,
];
const dangerous =
  "exe bat cmd com scr js jse vbs ps1 msi jar lnk hta php phtml pht phar sh html svg htaccess docm url reg".split(" ");

test.each(dangerous)("S16 an .%s file is seen through ten disguises once its name is normalised", (extension) => {
  for (const disguise of disguises) expect(isExecutableName(normalizeFileName(disguise(`a.${extension}`)))).toBe(true);
  expect(isExecutableName(normalizeFileName(`.${extension}`))).toBe(true);
});

test.each(["photo.jpg", "a.exe.pdf", "report.docx", "notes.txt", "voice.ogg", "data.csv"])(
  "%s is no program",
  (name) => {
    expect(isExecutableName(name)).toBe(false);
  },
);

test("S16 whatever the name, the result is safe, and normalising again changes nothing", () => {
  const parts = fc.constantFrom(
    "..",
    "/",
    "\\",
    ".",
    " ",
    "\0",
    "\u202E",
    "\u200D",
    "CON",
    "nul",
    ":",
    "\r\n",
    "\u0301",
    "<",
    "\uD800",
    "a",
  );
  const names = fc.array(fc.oneof(parts, fc.string({ unit: "binary" })), { maxLength: 12 }).map((all) => all.join(""));
  fc.assert(
    fc.property(names, (name) => {
      const normal = normalizeFileName(name);
      expect(normalizeFileName(normal)).toBe(normal);
      expect(normal).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\<>:"|?*]/u);
      expect(normal).not.toMatch(/^[.\s]|[.\s]$|^(con|prn|aux|nul)(\.|$)/i);
      expect(normal.isWellFormed()).toBe(true);
      expect(normal).not.toBe("");
      expect(Buffer.byteLength(normal)).toBeLessThanOrEqual(200);
    }),
    { numRuns: 1_000 },
  );
});

test("S36 a hostile name of 100 kB takes under 50 ms", () => {
  for (const piece of [".", " ", "./", ". ", "\u200B", "a", "<", "é", "con.", "a."]) {
    const started = process.cpuUsage().user;
    normalizeFileName(piece.repeat(100_000 / piece.length));
    expect((process.cpuUsage().user - started) / 1_000).toBeLessThan(50);
  }
});
