import { z } from "zod";
import { uuidV7 } from "../../lib/uuid-v7.ts";

type Node = {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly allOf?: readonly Node[];
  readonly format?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
};

/** The least body that a schema takes, as far as the schema alone tells; the caller checks that it does. */
export function sampleBody(schema: z.ZodType): unknown {
  return sample(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Node);
}

function sample(node: Node, name = ""): unknown {
  if ("const" in node) return node.const;
  if (node.enum !== undefined) return node.enum[0];
  const [choice] = node.anyOf ?? node.oneOf ?? node.allOf ?? [];
  if (choice !== undefined) return sample(choice, name);
  switch (node.type) {
    case "object":
      return Object.fromEntries((node.required ?? []).map((key) => [key, sample(node.properties?.[key] ?? {}, key)]));
    case "array":
      return Array.from({ length: node.minItems ?? 0 }, () => sample(node.items ?? {}, name));
    case "integer":
    case "number":
      return Math.max(node.minimum ?? 1, 1);
    case "boolean":
      return false;
    case "string":
      return sampleText(node, name);
    default:
      return null;
  }
}

/** A schema that trims before it judges tells only that it wants a text: then its name has to do. */
function sampleText({ format, minLength = 1 }: Node, name: string): string {
  if (format === "uuid") return uuidV7();
  if (format === "email" || name === "email") return "someone@example.org";
  if (format === "date-time") return "2026-11-22T15:34:00.000Z";
  if (format === "uri") return "https://shop.example/";
  return "x".repeat(Math.max(minLength, 1));
}
