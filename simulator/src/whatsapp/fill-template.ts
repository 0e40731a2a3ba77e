import { recordOf } from "../meta/graph-request.ts";
import { refused, type ShownTemplate, type Template } from "./wire.ts";

type Filled = { readonly text: string; readonly shown: ShownTemplate };
type Component = Readonly<Record<string, unknown>>;

/** A template with what was given for it, by WhatsApp's checks: there, approved, and every parameter in its place. */
export function fillTemplate(content: Component, templates: readonly Template[]): Filled {
  const language = String(recordOf(content.language).code ?? "");
  const found = templates.find((one) => one.name === content.name && one.language === language);
  if (found === undefined)
    throw refused(
      132_001,
      "Template name does not exist in the translation",
      `template name (${content.name}) does not exist in ${language}`,
    );
  if (found.status === "PAUSED") throw refused(132_015, "Template is paused", "Template is paused due to low quality.");
  if (found.status === "DISABLED") throw refused(132_016, "Template is disabled", "Template is disabled.");
  if (found.status !== "APPROVED")
    throw refused(132_001, "Template name does not exist in the translation", "It is not approved.");
  const given = listOf(content.components);
  const part = (type: string): Component | undefined => found.components.find((one) => one.type === type);
  const body = fillPart(
    part("BODY"),
    given.find((one) => one.type === "body"),
    "body",
  );
  const header = headerOf(
    part("HEADER"),
    given.find((one) => one.type === "header"),
  );
  const footer = part("FOOTER")?.text;
  const buttons = listOf(part("BUTTONS")?.buttons).map((button, index) =>
    fillButton(
      button,
      given.find((one) => one.type === "button" && String(one.index) === String(index)),
    ),
  );
  return { text: body, shown: { header, footer: typeof footer === "string" ? footer : null, buttons } };
}

function headerOf(header: Component | undefined, given: Component | undefined): string | null {
  if (header === undefined) return null;
  const format = String(header.format ?? "TEXT");
  if (format === "TEXT") return fillPart(header, given, "header");
  const [parameter] = listOf(given?.parameters);
  const kind = format.toLowerCase();
  const link = recordOf(parameter?.[kind]).link;
  if (parameter?.type !== kind || typeof link !== "string")
    throw refused(
      132_012,
      "Parameter format does not match",
      `header: Format mismatch, expected ${format}, received ${String(parameter?.type ?? "UNKNOWN")}`,
    );
  return `📎 ${link}`;
}

function fillPart(part: Component | undefined, given: Component | undefined, where: string): string {
  const text = String(part?.text ?? "");
  const names = [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = ""]) => name))];
  const parameters = listOf(given?.parameters);
  if (names.length !== parameters.length)
    throw refused(
      132_000,
      "Number of parameters does not match the expected number of params",
      `${where}: number of localizable_params (${parameters.length}) does not match the expected number of params (${names.length})`,
    );
  return names.reduce((filled, name, index) => {
    const isNamed = !/^\d+$/.test(name);
    const parameter = isNamed ? parameters.find((one) => one.parameter_name === name) : parameters[Number(name) - 1];
    const value = parameter?.text;
    if (typeof value !== "string" || value === "" || /\n|\t| {5,}/.test(value))
      throw refused(
        132_012,
        "Parameter format does not match",
        `${where}: parameter ${index + 1} is missing or has line breaks`,
      );
    return filled.replaceAll(`{{${name}}}`, value);
  }, text);
}

function fillButton(button: Component, given: Component | undefined): ShownTemplate["buttons"][number] {
  const text = String(button.text ?? "");
  if (button.type !== "URL") return { text, payload: text };
  const url = String(button.url ?? "");
  if (!url.includes("{{1}}")) return { text, url };
  const [parameter] = listOf(given?.parameters);
  if (typeof parameter?.text !== "string")
    throw refused(131_008, "Required parameter is missing", `Button at index of type Url requires a parameter`);
  return { text, url: url.replace("{{1}}", parameter.text) };
}

function listOf(value: unknown): Component[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}
