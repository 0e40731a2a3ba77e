import { z } from "zod";
import { baseUrl } from "./base-url.ts";

/** The servers of WeChat. The simulator has another. */
export const WECHAT_API_URL = "https://api.weixin.qq.com";

/** `encrypted`: WeChat's *compatible* and *safe* modes, both of which bring an encrypted copy of what is delivered. */
export const wechatMode = z.enum(["encrypted", "plain"]);
export type WechatMode = z.infer<typeof wechatMode>;

/** Settings of a WeChat official account, as its editor shows them. */
export const wechatSettings = z.strictObject({
  appId: z
    .string()
    .trim()
    .regex(/^wx[0-9A-Za-z]{8,40}$/, "not an AppID"),
  /** Opens the API. Write-only: null keeps what is stored. */
  appSecret: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z]{16,64}$/, "not an AppSecret")
    .nullable()
    .default(null),
  mode: wechatMode.default("encrypted"),
  /** 43 letters and digits that decrypt what is delivered. Write-only: null keeps what is stored, "" takes it away. */
  encodingAesKey: z
    .union([
      z.literal(""),
      z
        .string()
        .trim()
        .regex(/^[0-9A-Za-z]{43}$/, "not an EncodingAESKey"),
    ])
    .nullable()
    .default(null),
  apiUrl: baseUrl.default(WECHAT_API_URL),
});
export type WechatSettings = z.infer<typeof wechatSettings>;
