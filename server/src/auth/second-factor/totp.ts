import { Secret, TOTP } from "otpauth";

const STEP_SECONDS = 30;
/** One step early or late: clocks of phones differ. */
const WINDOW = 1;

export type NewTotp = { readonly secret: string; readonly uri: string };

/** A new secret of 160 bits, and the address that an authenticator app reads from a picture. */
export function newTotp(email: string): NewTotp {
  const secret = new Secret({ size: 20 });
  return { secret: secret.base32, uri: totpOf(secret, email).toString() };
}

/** The time step a code belongs to; undefined when it is wrong or not six digits. Each step may be used once. */
export function findTotpStep(secret: string, code: string, now: Date): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const timestamp = now.getTime();
  const delta = totpOf(Secret.fromBase32(secret), "").validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? undefined : Math.floor(timestamp / 1000 / STEP_SECONDS) + delta;
}

/** The code an app would show; for tests and the demo. */
export function totpCode(secret: string, now: Date): string {
  return totpOf(Secret.fromBase32(secret), "").generate({ timestamp: now.getTime() });
}

function totpOf(secret: Secret, label: string): TOTP {
  return new TOTP({ issuer: "Guichet", label, algorithm: "SHA1", digits: 6, period: STEP_SECONDS, secret });
}
