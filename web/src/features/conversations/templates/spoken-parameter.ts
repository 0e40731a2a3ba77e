import type { Say } from "../../../locales/use-words.ts";

const FILES = {
  image: "replyBox.templateHeaderImage",
  video: "replyBox.templateHeaderVideo",
  document: "replyBox.templateHeaderDocument",
} as const;

/**
 * A parameter's name for people. Where the platform's template has several parts the name says in which it stands
 * (`header_1`, `body_2`, `button_1`); `order_number` → “Order number”.
 */
export function spokenParameter(name: string, t: Say): string {
  const [, part, of] = /^(header|body|button)_(.+)$/.exec(name) ?? [];
  if (/^\d+$/.test(name)) return t("replyBox.templateNumber", { number: name });
  if (part === "header" && isFile(of)) return t(FILES[of]);
  if (part === "button" && of !== undefined) return t("replyBox.templateButton", { number: of });
  if (part === "header" && of !== undefined) return t("replyBox.templateHeader", { name: of });
  if (part === "body" && of !== undefined) return spokenParameter(of, t);
  const words = name.replaceAll("_", " ").trim();
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

function isFile(of: string | undefined): of is keyof typeof FILES {
  return of !== undefined && Object.hasOwn(FILES, of);
}
