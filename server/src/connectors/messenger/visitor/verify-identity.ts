import { Refusal } from "@guichet/contract";
import type { JWTPayload } from "jose";
import { z } from "zod";
import type { IdentitySecret } from "../identity-secret.ts";

/** A proof that is good for longer was not made for one visit. */
const longestSeconds = 24 * 3600;
const clockToleranceSeconds = 30;
const claims = z.object({
  scope: z.literal("appUser"),
  // Whatever the site calls its users, as long as it can be stored and shown.
  userId: z
    .string()
    .min(1)
    .max(200)
    .refine((id) => id.isWellFormed() && !/\p{Cc}/u.test(id)),
  exp: z.number(),
});

/**
 * The site's user a JWT proves (S30): HS256 alone, signed with the secret its `kid` names, scope `appUser`, not expired and
 * not good for more than a day. One refusal for everything else, so that nothing can be learned from it.
 */
export async function verifyIdentity(jwt: string, secrets: readonly IdentitySecret[], now: Date): Promise<string> {
  const payload = await verify(jwt, secrets, now);
  const known = claims.safeParse(payload);
  const latest = now.getTime() / 1000 + longestSeconds + clockToleranceSeconds;
  if (!known.success || known.data.exp > latest) throw new Refusal("signature_refused");
  return known.data.userId;
}

async function verify(jwt: string, secrets: readonly IdentitySecret[], now: Date): Promise<JWTPayload> {
  // Read with the first site that proves its users, not at start.
  const { decodeProtectedHeader, jwtVerify } = await import("jose");
  try {
    const { kid } = decodeProtectedHeader(jwt);
    const secret = secrets.find((each) => each.id === kid);
    if (secret === undefined) throw new Refusal("signature_refused");
    const verified = await jwtVerify(jwt, new TextEncoder().encode(secret.key), {
      algorithms: ["HS256"],
      requiredClaims: ["exp"],
      clockTolerance: clockToleranceSeconds,
      currentDate: now,
    });
    return verified.payload;
  } catch {
    throw new Refusal("signature_refused");
  }
}
