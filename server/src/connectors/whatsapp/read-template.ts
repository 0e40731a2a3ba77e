import {
  type MessageTemplate,
  parametersOf,
  type TemplateCategory,
  type TemplateShape,
  type TemplateStatus,
  templateCategory,
} from "@guichet/contract";
import { type Json, listOf, textOf } from "../read-json.ts";

export type Listed = Omit<MessageTemplate, "prefill">;
type Part = TemplateShape[number];

/** A template in the making: where its parameters stand, and whether all of it can be filled in here. */
type Draft = { readonly shape: Part[]; isUsable: boolean };

const STATUSES: Readonly<Record<string, TemplateStatus>> = {
  ...{ APPROVED: "approved", FLAGGED: "approved", LIMIT_EXCEEDED: "paused", PAUSED: "paused", DISABLED: "paused" },
  ...{ PENDING: "pending", IN_APPEAL: "pending", PENDING_DELETION: "paused", REJECTED: "rejected", ARCHIVED: "paused" },
};
const FILE_FORMATS = { IMAGE: "image", VIDEO: "video", DOCUMENT: "document" } as const;

/**
 * A template of WhatsApp's list as one text with its parameters: header, body, footer and buttons under one another. Parameters
 * of the body keep their names; those of other parts get one that says where they stand. Undefined: it has none that we could
 * show. What has parts that cannot be filled here is listed as unusable.
 */
export function readTemplate(template: Json): Listed | undefined {
  const name = textOf(template, "name");
  const language = textOf(template, "language");
  if (name === undefined || language === undefined || !isLanguage(language)) return undefined;
  const components = listOf(template, "components");
  const draft: Draft = { shape: [], isUsable: true };
  const isMixed = components.some((one) => kindOf(one) !== "BODY" && hasParameter(one));
  const lines = components.map((component) => lineOf(component, draft, isMixed));
  const body = lines.filter((line) => line !== "").join("\n\n");
  if (body === "" || body.length > 4096 || !/^[A-Za-z0-9_.-]{1,200}$/.test(name)) return undefined;
  const status = STATUSES[(textOf(template, "status") ?? "").toUpperCase()] ?? "pending";
  const isUsable = draft.isUsable && isWhole(body, draft.shape);
  return {
    ...{ name, language, body, shape: isUsable ? draft.shape : [] },
    category: categoryOf(template),
    status: status === "approved" && !isUsable ? "unusable" : status,
  };
}

function isLanguage(language: string): boolean {
  return /^[a-z]{2,3}([_-][A-Za-z0-9]{2,8}){0,2}$/.test(language);
}

function categoryOf(template: Json): TemplateCategory {
  return templateCategory.catch("utility").parse(textOf(template, "category")?.toLowerCase());
}

/** Every parameter of the text has its place, and nothing else stands in braces. */
function isWhole(body: string, shape: readonly Part[]): boolean {
  const ours = new Set(shape.flatMap((part) => part.parameters.map((parameter) => parameter.ours)));
  return parametersOf(body).every((name) => ours.has(name)) && ours.size === parametersOf(body).length;
}

function kindOf(component: Json): string {
  return (textOf(component, "type") ?? "").toUpperCase();
}

function hasParameter(component: Json): boolean {
  const isFile = Object.hasOwn(FILE_FORMATS, textOf(component, "format") ?? "");
  return isFile || JSON.stringify([component.text, component.buttons]).includes("{{") || hasCode(component);
}

function hasCode(component: Json): boolean {
  return listOf(component, "buttons").some((button) => textOf(button, "type") === "COPY_CODE");
}

/** What an agent reads of a part. */
function lineOf(component: Json, draft: Draft, isMixed: boolean): string {
  switch (kindOf(component)) {
    case "HEADER":
      return headerLine(component, draft);
    case "BODY":
      return takeText(component, draft, { part: "body", prefix: isMixed ? "body_" : "" });
    case "FOOTER":
      return textOf(component, "text") ?? "";
    case "BUTTONS":
      return readButtons(component, draft);
    default:
      draft.isUsable = false;
      return "";
  }
}

function headerLine(component: Json, draft: Draft): string {
  const format = textOf(component, "format") ?? "TEXT";
  if (format === "TEXT") return takeText(component, draft, { part: "header", prefix: "header_" });
  const kind = Object.entries(FILE_FORMATS).find(([name]) => name === format)?.[1];
  if (kind === undefined) {
    draft.isUsable = false;
    return "";
  }
  const ours = `header_${kind}`;
  draft.shape.push({ part: "header", index: 0, parameters: [{ ours, theirs: null, kind }] });
  return `📎 {{${ours}}}`;
}

/** The text of a part, its parameters under our names. Names that the platform gives have to be told it again. */
function takeText(
  component: Json,
  draft: Draft,
  { part, prefix }: { part: "header" | "body"; prefix: string },
): string {
  const text = textOf(component, "text") ?? "";
  const names = parametersOf(text);
  if (names.length === 0) return text;
  const isNumber = (name: string): boolean => /^\d+$/.test(name);
  // Those that count are told in their order.
  const ordered = names.every(isNumber) ? names.toSorted((a, b) => Number(a) - Number(b)) : names;
  const parameters = ordered.map((name) => ({
    ours: `${prefix}${name}`.slice(0, 60),
    theirs: isNumber(name) ? null : name,
    kind: "text" as const,
  }));
  draft.shape.push({ part, index: 0, parameters });
  return names.reduce((written, name) => rename(written, name, `${prefix}${name}`.slice(0, 60)), text);
}

function rename(text: string, from: string, to: string): string {
  return text.replaceAll(new RegExp(`\\{\\{\\s*${from}\\s*\\}\\}`, "g"), `{{${to}}}`);
}

function readButtons(component: Json, draft: Draft): string {
  return listOf(component, "buttons")
    .map((button, index) => readButton(button, index, draft))
    .join("\n");
}

/** Quick replies, addresses, numbers and codes; what opens something of WhatsApp's own is left as it is. */
function readButton(button: Json, index: number, draft: Draft): string {
  const label = `▸ ${textOf(button, "text") ?? ""}`.trim();
  switch (textOf(button, "type")) {
    case "QUICK_REPLY":
    case "VOICE_CALL":
    case "CALL_REQUEST":
      return label;
    // WhatsApp writes it in the contact's language; who presses it sends their number.
    case "REQUEST_CONTACT_INFO":
      return `${label} 👤`;
    case "PHONE_NUMBER":
      return `${label} ${textOf(button, "phone_number") ?? ""}`.trim();
    case "URL": {
      const url = textOf(button, "url") ?? "";
      const [name] = parametersOf(url);
      if (name === undefined) return `${label} ${url}`;
      const ours = `button_${index + 1}`;
      draft.shape.push({ part: "url_button", index, parameters: [{ ours, theirs: null, kind: "text" }] });
      return `${label} ${rename(url, name, ours)}`;
    }
    case "COPY_CODE": {
      const ours = `button_${index + 1}`;
      draft.shape.push({ part: "code_button", index, parameters: [{ ours, theirs: null, kind: "code" }] });
      return `${label} {{${ours}}}`;
    }
    default:
      draft.isUsable = false;
      return label;
  }
}
