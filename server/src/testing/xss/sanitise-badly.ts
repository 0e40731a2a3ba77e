import sanitize from "sanitize-html";

/** A sanitiser with every mistake that has been published of one: what judges sanitisers must find it. */
export function sanitiseBadly(html: string): string {
  return sanitize(html, {
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
    allowedSchemes: ["https", "javascript"],
    nonTextTags: [],
  });
}
