/**
 * The nonce of this page's Content-Security-Policy, written into `index.html` by the server. Empty where there is none
 * (development). Style tags made at run time must carry it.
 */
export function readNonce(): string {
  return nonceOf(document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "");
}

/** Only the very place-holder means "none": a nonce of random letters may well begin like it. */
export function nonceOf(written: string): string {
  return written === "__CSP_NONCE__" ? "" : written;
}

/** The scroll lock of dialogs asks for its nonce through this global, a convention of style libraries. */
export function shareNonceWithStyleLibraries(): void {
  Object.assign(globalThis, { __webpack_nonce__: readNonce() || undefined });
}
