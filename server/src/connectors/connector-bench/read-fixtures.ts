import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";

const fixture = z.object({
  title: z.string(),
  /** The body as text, or in base64 where it is not UTF-8, or as JSON that is written without spaces. */
  request: z.object({
    path: z.string().default(""),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.string().optional(),
    bodyBase64: z.string().optional(),
    json: z.unknown().optional(),
  }),
  items: z.array(z.record(z.string(), z.unknown())),
  problems: z.array(z.object({ path: z.string(), reason: z.string() })).default([]),
});

export type Fixture = Omit<z.infer<typeof fixture>, "request"> & {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** The recorded payloads of a platform, `fixtures/*.json`, in the order of their names. */
export function readFixtures(folder: URL): Fixture[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return names.sort().map((name) => readFixture(new URL(name, folder)));
}

function readFixture(file: URL): Fixture {
  const { request, ...expected } = fixture.parse(JSON.parse(readFileSync(file, "utf8")));
  const { path, headers, body, bodyBase64, json } = request;
  if (bodyBase64 !== undefined) return { ...expected, path, headers, body: Buffer.from(bodyBase64, "base64") };
  return { ...expected, path, headers, body: Buffer.from(body ?? JSON.stringify(json), "utf8") };
}
