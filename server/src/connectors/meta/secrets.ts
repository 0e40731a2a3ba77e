import { newToken } from "../../lib/token.ts";

/** Secrets of an endpoint. The app's secret signs deliveries and is typed by a person; the verify token is ours. */
export const APP_SECRET = "appSecret";
export const VERIFY_TOKEN = "verifyToken";

/** The verify token, which Meta repeats in its handshake. Shown once, for whoever writes the webhook into the app by hand. */
export function makeMetaSecrets(): { endpoint: Record<string, string>; shown: Record<string, string> } {
  const token = newToken();
  return { endpoint: { [VERIFY_TOKEN]: token }, shown: { [VERIFY_TOKEN]: token } };
}
