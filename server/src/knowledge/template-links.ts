import { withoutEnd } from "@guichet/contract";

/** An address in a template that a short link may stand for. */
export type TemplateLink = { readonly from: number; readonly url: string };

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`⟦⟧]+/g;
const LONGEST = 1000;

/**
 * The addresses in a response's text. One that holds a placeholder is left out: it is different for each contact, and what
 * stands in it may be personal.
 */
export function linksIn(template: string): TemplateLink[] {
  return [...template.matchAll(ADDRESS)].flatMap((match) => {
    const url = trimAddress(match[0]);
    const fits = url.length <= LONGEST && !/[{}|]/.test(match[0]) && isWebAddress(url);
    return fits ? [{ from: match.index, url }] : [];
  });
}

/** The template with short links in the places of addresses; an address without one stays. */
export function shortenLinks(template: string, shortOf: ReadonlyMap<string, string>): string {
  let shortened = "";
  let at = 0;
  for (const { from, url } of linksIn(template)) {
    shortened += template.slice(at, from) + (shortOf.get(url) ?? url);
    at = from + url.length;
  }
  return shortened + template.slice(at);
}

/** What ends a sentence is not part of it, nor a bracket that it does not open. */
function trimAddress(found: string): string {
  const address = withoutEnd(found, ".,;:!?»”]}");
  return address.includes("(") ? address : withoutEnd(address, ").,;:!?");
}

function isWebAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, username, password } = new URL(url);
  return (protocol === "http:" || protocol === "https:") && username === "" && password === "";
}
