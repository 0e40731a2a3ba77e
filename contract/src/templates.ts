import { z } from "zod";
import { parseTemplate } from "./placeholders.ts";

/** So many templates a channel may have. */
export const MOST_TEMPLATES = 1000;
export const LONGEST_TEMPLATE = 4096;
export const LONGEST_PARAMETER = 1024;
const MOST_PARAMETERS = 30;

/**
 * `paused`: the platform, or an Admin, takes it out of use for a while. `unusable`: approved, but with parts that nobody can fill
 * in here (a carousel, a form, a one-time code).
 */
export const templateStatus = z.enum(["approved", "paused", "pending", "rejected", "unusable"]);
export type TemplateStatus = z.infer<typeof templateStatus>;
export const templateCategory = z.enum(["utility", "marketing", "authentication"]);
export type TemplateCategory = z.infer<typeof templateCategory>;

/** `{{1}}` or `{{order_number}}`. */
const PARAMETER = /\{\{\s*([A-Za-z0-9][A-Za-z0-9_]{0,59})\s*\}\}/g;

/** The parameters of a template's text, each once, in the order in which they stand there. */
export function parametersOf(body: string): string[] {
  return [...new Set([...body.matchAll(PARAMETER)].map(([, name = ""]) => name))];
}

/** The text with its parameters filled, in one pass: a value is never read as a parameter again. */
export function fillMessageTemplate(body: string, parameters: Readonly<Record<string, string>>): string {
  return body.replaceAll(PARAMETER, (written, name: string) =>
    Object.hasOwn(parameters, name) ? (parameters[name] ?? "") : written,
  );
}

export type TemplatePiece = { readonly text: string; readonly parameter: string | undefined };

/** The text in its pieces; joined again by their `text` they are the template. */
export function templateParts(body: string): TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let from = 0;
  for (const match of body.matchAll(PARAMETER)) {
    if (match.index > from) pieces.push({ text: body.slice(from, match.index), parameter: undefined });
    pieces.push({ text: match[0], parameter: match[1] });
    from = match.index + match[0].length;
  }
  if (from < body.length) pieces.push({ text: body.slice(from), parameter: undefined });
  return pieces;
}

/** What is wrong with a template's text; undefined: nothing. Numbers go from 1 without a gap, and do not mix with names. */
export function templateProblem(body: string): "braces" | "mixed" | "numbers" | "too_many" | undefined {
  if (/\{\{|\}\}/.test(body.replaceAll(PARAMETER, ""))) return "braces";
  const names = parametersOf(body);
  if (names.length > MOST_PARAMETERS) return "too_many";
  const numbers = names.filter((name) => /^\d+$/.test(name));
  if (numbers.length === 0) return undefined;
  if (numbers.length < names.length) return "mixed";
  return numbers.every((_, index) => numbers.includes(String(index + 1))) ? undefined : "numbers";
}

/** Is it a placeholder as responses have them, without its braces: `contact.first_name`, `attribute.Order number`? */
export function isPlaceholder(written: string): boolean {
  const [part, ...more] = parseTemplate(`{{${written}}}`);
  return part?.type === "placeholder" && part.fallback === null && more.length === 0;
}

/**
 * Where the parameters of a template's text stand on the platform, part by part. `ours`: the parameter's name in the text;
 * `theirs`: its name on the platform, null where it counts.
 */
export const templateShape = z
  .array(
    z.strictObject({
      part: z.enum(["header", "body", "url_button", "code_button"]),
      /** Of a button: which one, from 0. */
      index: z.number().int().min(0).max(20).default(0),
      parameters: z
        .array(
          z.strictObject({
            ours: z.string().max(60),
            theirs: z.string().max(100).nullable(),
            kind: z.enum(["text", "image", "video", "document", "code"]),
          }),
        )
        .max(MOST_PARAMETERS),
    }),
  )
  .max(20);
export type TemplateShape = z.infer<typeof templateShape>;

/** A text that the platform has approved (W95). In a channel it is known by its name and language. */
export const messageTemplate = z
  .strictObject({
    name: z.string().regex(/^[A-Za-z0-9_.-]{1,200}$/),
    /** BCP 47, also with the underscore that platforms write: `fr`, `en_GB`. */
    language: z.string().regex(/^[a-z]{2,3}([_-][A-Za-z0-9]{2,8}){0,2}$/),
    category: templateCategory,
    status: templateStatus,
    body: z.string().trim().min(1).max(LONGEST_TEMPLATE),
    /** Parameter → the placeholder, as responses have them, that fills it at first. */
    prefill: z.record(z.string().max(60), z.string().max(120)).default({}),
    /** Only where the platform lists its templates itself. */
    shape: templateShape.optional(),
  })
  .superRefine(({ body, prefill }, ctx) => {
    const problem = templateProblem(body);
    if (problem !== undefined) ctx.addIssue({ code: "custom", path: ["body"], message: problem });
    const parameters = new Set(parametersOf(body));
    for (const [parameter, placeholder] of Object.entries(prefill))
      if (!parameters.has(parameter) || !isPlaceholder(placeholder))
        ctx.addIssue({ code: "custom", path: ["prefill", parameter], message: "no such parameter or placeholder" });
  });
export type MessageTemplate = z.infer<typeof messageTemplate>;

/** The whole list of a channel: what is not in it is not there any more. */
export const messageTemplates = z.strictObject({
  templates: z
    .array(messageTemplate)
    .max(MOST_TEMPLATES)
    .superRefine((templates, ctx) => {
      const seen = new Set<string>();
      for (const [index, template] of templates.entries()) {
        const key = templateKey(template);
        if (seen.has(key)) ctx.addIssue({ code: "custom", path: [index, "name"], message: "twice" });
        seen.add(key);
      }
    }),
});

export function templateKey({ name, language }: Pick<MessageTemplate, "name" | "language">): string {
  return `${name} ${language}`;
}

/** An approved template as one conversation can use it. `value`: what is known of the contact; empty: to be written. */
export const usableTemplate = z.object({
  name: z.string(),
  language: z.string(),
  category: templateCategory,
  body: z.string(),
  parameters: z.array(z.object({ name: z.string(), value: z.string() })),
});
export type UsableTemplate = z.infer<typeof usableTemplate>;
export const usableTemplates = z.object({ items: z.array(usableTemplate) });

/** Which template a message is, with every parameter. */
export const templateUse = z.strictObject({
  name: z.string().max(200),
  language: z.string().max(35),
  parameters: z.record(z.string().max(60), z.string().max(LONGEST_PARAMETER)),
});
export type TemplateUse = z.infer<typeof templateUse>;
