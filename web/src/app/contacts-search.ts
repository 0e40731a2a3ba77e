/** The part of the list of contacts that lives in the address. */
export type ContactsSearch = { readonly q?: string; readonly group?: string; readonly vip?: "yes" };

/** Reads the address; what is not understood is left out. */
export function readContactsSearch(search: Record<string, unknown>): ContactsSearch {
  const { q, group, vip } = search;
  return {
    ...(typeof q === "string" && q !== "" ? { q } : {}),
    ...(typeof group === "string" && group !== "" ? { group } : {}),
    ...(vip === "yes" ? { vip } : {}),
  };
}
