import { randomInt } from "node:crypto";
import { type WechatSettings, wechatSettings } from "@guichet/contract";

/** Of the channel: opens the API. */
export const APP_SECRET = "appSecret";
/** Of the endpoint. The token is ours and signs what WeChat delivers; with the key WeChat encrypts it, "" where it does not. */
export const TOKEN = "wechatToken";
export const AES_KEY = "encodingAesKey";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** The console takes 3 to 32 letters and digits: 190 bits. */
const TOKEN_LENGTH = 32;

/** Throws a zod error that names the fields. */
export function parseSettings(input: unknown): WechatSettings {
  return wechatSettings.parse(input);
}

/** Both secrets are sealed apart; one that was not sent keeps what is stored. */
export function splitSecrets({ appSecret, encodingAesKey, ...settings }: WechatSettings): {
  settings: WechatSettings;
  secrets: Record<string, string>;
  endpoint: Record<string, string>;
} {
  return {
    settings: { ...settings, appSecret: null, encodingAesKey: null },
    secrets: appSecret === null ? {} : { [APP_SECRET]: appSecret },
    endpoint: encodingAesKey === null ? {} : { [AES_KEY]: encodingAesKey },
  };
}

/** The token of the server configuration, shown once for whoever enters it in WeChat's console. */
export function makeSecrets(): { endpoint: Record<string, string>; shown: Record<string, string> } {
  const token = Array.from({ length: TOKEN_LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join("");
  return { endpoint: { [TOKEN]: token }, shown: { [TOKEN]: token } };
}
