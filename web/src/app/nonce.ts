/**
 * The nonce of this page's Content-Security-Policy, written into `index.html` by the server. Empty where there is none
 * (development). Style tags made at run time must carry it.
 */
export function readNonce(): string {
  const written = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
  return written.startsWith("__") ? "" : written;
}

/** The scroll lock of dialogs asks for its nonce through this global, a convention of style libraries. */
export function shareNonceWithStyleLibraries(): void {
  Object.assign(globalThis, { __webpack_nonce__: readNonce() || undefined });
}
