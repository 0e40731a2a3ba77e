import type { Translation } from "../catalog.ts";
import type { platforms as english } from "../en/platforms.ts";

export const platforms: Translation<typeof english> = {
  messenger: "Messagerie web",
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
  loopback: "Autotest",
};
