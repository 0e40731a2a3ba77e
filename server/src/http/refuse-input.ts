import { Refusal } from "@guichet/contract";
import { z } from "zod";

/** What Fastify and zod throw about input becomes 4xx with the field's path; undefined: it is not about input. */
export function refusalOfInput(error: unknown): Refusal | undefined {
  if (error instanceof z.ZodError) return fromZod(error);
  if (!(error instanceof Error) || !("statusCode" in error)) return undefined;
  switch (error.statusCode) {
    case 413:
      return new Refusal("too_large");
    case 415:
      return new Refusal("type_not_supported");
    case 404:
      return new Refusal("not_found");
    default:
      return typeof error.statusCode === "number" && error.statusCode < 500 ? new Refusal("invalid_input") : undefined;
  }
}

function fromZod(error: z.ZodError): Refusal {
  const fields = error.issues.slice(0, 50).map((issue) => ({
    path: issue.path.map(String).join(".").slice(0, 200),
    // The message of zod names types and limits, never the value.
    problem: issue.message.slice(0, 200),
  }));
  return new Refusal("invalid_input", { fields });
}
