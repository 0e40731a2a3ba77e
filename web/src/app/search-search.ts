/** What is looked for lives in the address, so that it can be sent to a colleague and gone back to. */
export type SearchSearch = { readonly q?: string };

/** Reads the address; what is not understood is left out. */
export function readSearchSearch({ q }: Record<string, unknown>): SearchSearch {
  // A number in the address comes as a number.
  const text = typeof q === "number" ? String(q) : q;
  return typeof text === "string" && text.trim() !== "" ? { q: text } : {};
}
