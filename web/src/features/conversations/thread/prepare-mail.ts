import DOMPurify from "dompurify";

export type PreparedMail = {
  readonly body: string;
  /** The same with the pictures that the mail has elsewhere; null when it has none. */
  readonly bodyWithPictures: string | null;
};
type Addresses = {
  /** Of a picture inside the mail (`cid:`). */
  readonly ofPart: (contentId: string) => string | undefined;
  /** Of a picture elsewhere: our server fetches it, by its number. */
  readonly ofPicture: (number: string) => string;
};

/** How a mail looks. Their values are no addresses, and would be thrown out for that. */
const DESIGN =
  "align valign bgcolor width height dir lang color face size colspan rowspan border cellpadding cellspacing span start type".split(
    " ",
  );

/** A mail's HTML made fit for its frame. The server has cleaned it already; this is the second lock on the door. */
export function prepareMail(html: string, addresses: Addresses): PreparedMail {
  const clean = DOMPurify.sanitize(html, {
    // Otherwise a style sheet at the beginning is lost.
    FORCE_BODY: true,
    FORBID_TAGS: ["form", "input", "button", "textarea", "select", "iframe", "object", "embed", "link", "meta", "base"],
    FORBID_ATTR: ["ping", "action", "formaction"],
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|cid:|data:image\/|#)/i,
    ADD_URI_SAFE_ATTR: DESIGN,
  });
  const root = new DOMParser().parseFromString(`<body>${clean}`, "text/html").body;
  for (const image of root.querySelectorAll("img[src^='cid:']")) {
    const address = addresses.ofPart(decodeURIComponent(image.getAttribute("src")?.slice(4) ?? ""));
    if (address === undefined) image.remove();
    else image.setAttribute("src", address);
  }
  for (const link of root.querySelectorAll("a[href], area[href]")) {
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener noreferrer nofollow");
  }
  // The page's policy lets only styles with its nonce in, and the frame inherits that policy.
  for (const style of root.querySelectorAll("style")) style.setAttribute("nonce", pageNonce());
  const body = root.innerHTML;
  const pictures = root.querySelectorAll("img[data-picture]");
  for (const picture of pictures)
    picture.setAttribute("src", addresses.ofPicture(picture.getAttribute("data-picture") ?? ""));
  return { body, bodyWithPictures: pictures.length > 0 ? root.innerHTML : null };
}

/** The document inside the frame: no scripts at all, nothing from elsewhere. */
export function mailDocument(body: string): string {
  const policy = `default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'`;
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer"><style nonce="${pageNonce()}">
html{color-scheme:light;background:#fff}body{margin:0;padding:12px 14px;font:14px/1.5 system-ui,sans-serif;color:#182023;overflow-wrap:anywhere}
img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}blockquote{margin:8px 0;padding-left:12px;border-left:3px solid #d3dbdc}
img[src^="http"]{display:none}</style></head><body>${body}</body></html>`;
}

function pageNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content.replaceAll(/[^\w+/=-]/g, "") ?? "";
}
