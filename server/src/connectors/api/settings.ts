import { type ApiSettings, apiSettings } from "@guichet/contract";
import { makeSigningSecret } from "./sign.ts";
import { signingSecret } from "./verify.ts";

/** Throws a zod error that names the fields. */
export function parseSettings(input: unknown): ApiSettings {
  return apiSettings.parse(input);
}

/** One secret serves both ways: the other system signs with it, and so do we. */
export function makeSecrets(): { endpoint: Record<string, string>; shown: Record<string, string> } {
  const secret = makeSigningSecret();
  return { endpoint: { [signingSecret]: secret }, shown: { [signingSecret]: secret } };
}
