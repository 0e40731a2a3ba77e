/** Names that mailers write and the Encoding standard does not know, or that mean something wider in practice. */
const aliases: Readonly<Record<string, string>> = {
  ks_c_5601: "euc-kr",
  "ks-c-5601": "euc-kr",
  cp949: "euc-kr",
  uhc: "euc-kr",
  "utf-8mb4": "utf-8",
  utf8mb4: "utf-8",
  "utf-8n": "utf-8",
  cp932: "shift_jis",
  cp936: "gbk",
  cp950: "big5",
  ansi: "windows-1252",
  "iso-8859-1-windows-3.1-latin-1": "windows-1252",
  "x-gbk": "gbk",
  gb_2312: "gbk",
  "iso-2022-jp-1": "iso-2022-jp",
  "iso-2022-jp-2": "iso-2022-jp",
  "iso-2022-jp-3": "iso-2022-jp",
};

/** `cp1252`, `win-1252`, `windows1252`. */
const windowsName = /^(?:win(?:dows)?|x?-?cp)[-_]?(125\d)$/;

/** UTF-7 could hide markup from a sanitiser; whoever declares it is read as ASCII. The others say nothing about the bytes. */
const meaningless = new Set(["utf-7", "unicode-1-1-utf-7", "x-unknown", "unknown-8bit", "unknown", "binary", "8bit"]);

/**
 * Bytes as text, whatever they are: the declared charset, else UTF-8 where the bytes are valid, else windows-1252.
 * Never throws; what cannot be read becomes U+FFFD.
 */
export function decodeCharset(bytes: Uint8Array, declared?: string): string {
  const label = toLabel(declared);
  const isUnsure = label === undefined || isAscii(declared);
  // The standard reads ASCII as windows-1252, which is never wrong; who says ASCII and sends more mostly sends UTF-8.
  const attempts = isUnsure || isHardly16(label, bytes) ? ["utf-8", label ?? "windows-1252"] : [label, "utf-8"];
  for (const attempt of attempts) {
    const text = tryDecode(bytes, attempt);
    if (text !== undefined) return text;
  }
  return decodeDamaged(bytes, label);
}

function toLabel(declared: string | undefined): string | undefined {
  const name =
    declared
      ?.trim()
      .toLowerCase()
      .replace(/^["']|["']$/g, "") ?? "";
  if (name === "" || meaningless.has(name)) return undefined;
  const label = aliases[name] ?? aliases[name.replace(/-\d{4}$/, "")] ?? name.replace(windowsName, "windows-$1");
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

/** Text of two bytes for each character has zeros among them, in its line ends if nowhere else; a word or two may have none. */
function isHardly16(label: string, bytes: Uint8Array): boolean {
  return label.startsWith("utf-16") && bytes.length > 15 && !bytes.includes(0);
}

function isAscii(declared = ""): boolean {
  return /^["']?(us-?ascii|ascii|ansi_x3)/i.test(declared.trim());
}

function tryDecode(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** One wrong byte in a long text is damage; wrong bytes everywhere are another charset. */
function decodeDamaged(bytes: Uint8Array, label = "utf-8"): string {
  const text = new TextDecoder(label).decode(bytes);
  const wrong = text.split("\uFFFD").length - 1;
  const foreign = text.match(/[\u0080-\uFFFC]/g)?.length ?? 0;
  return wrong > foreign ? new TextDecoder("windows-1252").decode(bytes) : text;
}
