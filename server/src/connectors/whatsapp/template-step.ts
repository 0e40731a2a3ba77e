import type { TemplateShape } from "@guichet/contract";
import type { OutboundMessage } from "../connector.ts";
import type { Json } from "../read-json.ts";

type TemplateStep = { readonly ok: true; readonly body: Json } | { readonly ok: false; readonly problem: string };
type Parameter = TemplateShape[number]["parameters"][number];

/** A template as WhatsApp takes it: every parameter where it stands there. Parts without parameters are not repeated. */
export function templateStep({ template }: Pick<OutboundMessage, "template">): TemplateStep {
  if (template === undefined) return refuse("It is no template.");
  const { name, language, parameters, shape = [] } = template;
  const all = shape.flatMap((part) => part.parameters);
  const missing = all.find(({ ours }) => (parameters[ours] ?? "").trim() === "");
  if (missing !== undefined) return refuse(`The template's parameter ${missing.ours} is empty.`);
  const file = all.find(({ kind, ours }) => isFile(kind) && !/^https?:\/\/\S+$/.test(parameters[ours] ?? ""));
  if (file !== undefined) return refuse(`The template's parameter ${file.ours} has to be the address of a file.`);
  const components = shape.map((part) => toComponent(part, parameters));
  const filled = { name, language: { code: language }, ...(components.length === 0 ? {} : { components }) };
  return { ok: true, body: { type: "template", template: filled } };
}

function refuse(problem: string): TemplateStep {
  return { ok: false, problem };
}

function toComponent(
  { part, index, parameters }: TemplateShape[number],
  values: Readonly<Record<string, string>>,
): Json {
  const filled = parameters.map((parameter) => toParameter(parameter, values[parameter.ours] ?? ""));
  switch (part) {
    case "header":
    case "body":
      return { type: part, parameters: filled };
    case "url_button":
      return { type: "button", sub_type: "url", index: String(index), parameters: filled };
    case "code_button":
      return { type: "button", sub_type: "copy_code", index: String(index), parameters: filled };
  }
}

function toParameter({ kind, theirs }: Parameter, value: string): Json {
  if (kind === "code") return { type: "coupon_code", coupon_code: value };
  if (kind !== "text") return { type: kind, [kind]: { link: value } };
  return { type: "text", ...(theirs === null ? {} : { parameter_name: theirs }), text: value };
}

function isFile(kind: Parameter["kind"]): boolean {
  return kind === "image" || kind === "video" || kind === "document";
}
