import { withoutEnd } from "@guichet/contract";
import { foldText } from "./fold-text.ts";

/** Words of an address from a title: `Où est ma lampe ?` → `ou-est-ma-lampe`. Titles without Latin letters give `article`. */
export function toSlug(title: string): string {
  const words = foldText(title)
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 80)
    .replace(/^-/, "");
  const slug = withoutEnd(words, "-");
  return slug === "" ? "article" : slug;
}
