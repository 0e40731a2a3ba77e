import DOMPurify from "dompurify";

export type PreparedMail = { readonly body: string; readonly remote: boolean };

/**
 * A mail's HTML made fit for its frame. The server has cleaned it already; this is the second lock on the door. Pictures
 * inside the mail (`cid:`) get their address; `remote` tells whether something would be fetched from elsewhere.
 */
export function prepareMail(html: string, addressOfPart: (contentId: string) => string | undefined): PreparedMail {
  const clean = DOMPurify.sanitize(html, {
    // Otherwise a style sheet at the beginning is lost.
    FORCE_BODY: true,
    FORBID_TAGS: ["form", "input", "button", "textarea", "select", "iframe", "object", "embed", "link", "meta", "base"],
    FORBID_ATTR: ["ping", "action", "formaction"],
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|cid:|data:image\/|\/api\/v1\/files\/|#)/i,
  });
  const root = new DOMParser().parseFromString(`<body>${clean}`, "text/html").body;
  for (const image of root.querySelectorAll("img[src^='cid:']")) {
    const address = addressOfPart(decodeURIComponent(image.getAttribute("src")?.slice(4) ?? ""));
    if (address === undefined) image.remove();
    else image.setAttribute("src", address);
  }
  for (const link of root.querySelectorAll("a[href], area[href]")) {
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener noreferrer nofollow");
  }
  // The page's policy lets only styles with its nonce in, and the frame inherits that policy.
  for (const style of root.querySelectorAll("style")) style.setAttribute("nonce", pageNonce());
  return { body: root.innerHTML, remote: isRemote(root.innerHTML) };
}

function isRemote(html: string): boolean {
  return /(?:\bsrc|\bbackground|\bsrcset)\s*=\s*["']?\s*https?:|url\(\s*(?:&quot;|["'])?\s*https?:/i.test(html);
}

/** The document inside the frame: no scripts at all, nothing from elsewhere unless `allowRemote`. */
export function mailDocument(body: string, allowRemote: boolean): string {
  const pictures = allowRemote ? "'self' data: https: http:" : "'self' data:";
  const policy = `default-src 'none'; img-src ${pictures}; style-src 'unsafe-inline'; font-src 'none'; form-action 'none'`;
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer"><style nonce="${pageNonce()}">
html{color-scheme:light;background:#fff}body{margin:0;padding:12px 14px;font:14px/1.5 system-ui,sans-serif;color:#182023;overflow-wrap:anywhere}
img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}blockquote{margin:8px 0;padding-left:12px;border-left:3px solid #d3dbdc}
${allowRemote ? "" : 'img[src^="http"]{display:none}'}</style></head><body>${body}</body></html>`;
}

function pageNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content.replaceAll(/[^\w+/=-]/g, "") ?? "";
}
