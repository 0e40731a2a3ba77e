/** Most bytes of a name in UTF-8; every file system people use takes 255, and browsers add " (1)". */
const maxBytes = 200;
const maxExtensionBytes = 20;

/** NUL and controls, bidi marks, zero-width and other invisible characters, line and paragraph separators. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
/** Means something to Windows, a shell or an address. */
const reserved = /[<>:"|?*]/g;
const deviceName = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)/i;

/**
 * Makes a name from outside fit to be shown and offered for download: last path part only, valid Unicode, nothing invisible,
 * no leading dot, no Windows device, at most 200 bytes with the extension kept. Applying it again changes nothing.
 * Judge a name (isExecutableName) only after this; no name ever becomes a path on our disk.
 */
export function normalizeFileName(name: string, fallback = "file"): string {
  const visible = lastPathPart(name.toWellFormed().replace(unseen, "").normalize("NFC"));
  const plain = trimEnds(visible.replace(reserved, "_").replace(/\s+/g, " "));
  const safe = deviceName.test(plain) ? `_${plain}` : plain;
  return trimEnds(shorten(safe)) || fallback;
}

/** Whether opening the downloaded file could run it. Expects a normalised name. */
export function isExecutableName(name: string): boolean {
  return executable.has(name.slice(name.lastIndexOf(".") + 1).toLowerCase());
}

function lastPathPart(name: string): string {
  return name.split(/[/\\]/).findLast((part) => /[^.\s]/.test(part)) ?? "";
}

/** Leading dots hide a file, trailing dots and spaces are dropped by Windows after everybody has checked the name. */
function trimEnds(name: string): string {
  const start = name.search(/[^.\s]/);
  let end = name.length;
  while (end > 0 && /[.\s]/.test(name.charAt(end - 1))) end -= 1;
  return start < 0 ? "" : name.slice(start, end);
}

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= maxBytes) return name;
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 && Buffer.byteLength(name.slice(dot)) <= maxExtensionBytes ? name.slice(dot) : "";
  const stem = name.slice(0, name.length - extension.length);
  return trimEnds(cutToBytes(stem, maxBytes - Buffer.byteLength(extension))) + extension;
}

function cutToBytes(text: string, bytes: number): string {
  let room = bytes;
  let cut = "";
  for (const character of text) {
    room -= Buffer.byteLength(character);
    if (room < 0) break;
    cut += character;
  }
  return cut;
}

const executable = new Set(
  (
    "apk app appimage application appref-ms bash bat bin cab chm cmd com cpl crx csh deb desktop diagcab dll dmg docm dotm " +
    "elf exe gadget hta htaccess inf ins iqy iso jar jnlp js jse jsp ksh lnk mht mhtml mjs msc msi msix msp mst pht phar php " +
    "php3 php4 php5 php7 php8 phps phtml pif pkg pl potm ppam ppsm pptm ps1 ps1xml psd1 psm1 py pyc pyw reg rpm run scf scr sct " +
    "service settingcontent-ms sh shs slk sldm svg sys theme url vb vbe vbs vhd vhdx wll workflow ws wsc wsf wsh xbap xhtml htm " +
    "html xht xla xlam xll xlm xlsb xlsm xltm xml zsh asp aspx cgi cer csr jspx user ini"
  ).split(" "),
);
