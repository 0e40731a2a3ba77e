import type { Platform } from "@guichet/contract";

export const platforms = {
  messenger: "Web messenger",
  email: "E-mail",
  sms: "SMS",
  facebook: "Facebook",
  instagram: "Instagram",
  x: "X (Twitter)",
  telegram: "Telegram",
  whatsapp: "WhatsApp",
  line: "LINE",
  viber: "Viber",
  wechat: "WeChat",
  api: "API",
  loopback: "Self-test",
} as const satisfies Record<Platform, string>;
