import { z } from "zod";
import { baseUrl } from "./base-url.ts";

/** Where Meta's platforms are called, and by which version of the Graph API. The simulator, or a proxy, has another address. */
export const GRAPH_URL = "https://graph.facebook.com";
export const GRAPH_VERSION = "v23.0";

/** What settings of every channel of Meta's platforms carry of the app that it is connected through. */
export const metaAppFields = {
  /** Of the app at developers.facebook.com. */
  appId: z
    .string()
    .trim()
    .regex(/^\d{5,25}$/, "not an app id"),
  /** Signs deliveries. Write-only: null keeps what is stored. */
  appSecret: z
    .string()
    .trim()
    .regex(/^[\w-]{16,128}$/, "not an app secret")
    .nullable()
    .default(null),
  graphUrl: baseUrl.default(GRAPH_URL),
  graphVersion: z
    .string()
    .trim()
    .regex(/^v\d{1,3}\.\d{1,2}$/, "not a version")
    .default(GRAPH_VERSION),
} as const;

/** An access token as Meta makes them. Write-only: null keeps what is stored. */
export const metaToken = z
  .string()
  .trim()
  .regex(/^[\w.|:-]{20,1000}$/, "not an access token")
  .nullable()
  .default(null);

/** Hours after the contact's last message in which everybody may reply, and in which a person may, with Human Agent. */
export const META_WINDOW_HOURS = 24;
export const META_HUMAN_AGENT_HOURS = 7 * 24;

/** 168 where Meta has granted the app the Human Agent feature, else 24. Hours. */
export const metaReplyWindow = z
  .union([z.literal(META_WINDOW_HOURS), z.literal(META_HUMAN_AGENT_HOURS)])
  .default(META_WINDOW_HOURS);
