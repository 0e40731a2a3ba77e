import {
  GRAPH_URL,
  GRAPH_VERSION,
  INSTAGRAM_URL,
  LINE_API_URL,
  LINE_DATA_URL,
  META_WINDOW_HOURS,
  type Platform,
  TELEGRAM_API_URL,
  TELEGRAM_FILE_URL,
  TWILIO_API_URL,
  TWILIO_MESSAGING_URL,
  VIBER_API_URL,
  WECHAT_API_URL,
  X_API_URL,
  X_MEDIA_URL,
} from "@guichet/contract";
import type { ComponentType } from "react";
import { ApiFields } from "./api-fields.tsx";
import { EmailFields } from "./email-fields.tsx";
import { FacebookFields } from "./facebook-fields.tsx";
import type { FieldsProps } from "./fields.ts";
import { InstagramFields } from "./instagram-fields.tsx";
import { LineFields } from "./line-fields.tsx";
import { MessengerFields } from "./messenger-fields.tsx";
import type { Settings } from "./read-settings.ts";
import { SmsFields } from "./sms-fields.tsx";
import { TelegramFields } from "./telegram-fields.tsx";
import { ViberFields } from "./viber-fields.tsx";
import { WechatFields } from "./wechat-fields.tsx";
import { WhatsappFields } from "./whatsapp-fields.tsx";
import { XFields } from "./x-fields.tsx";

/** Which fields a platform's settings have. A new platform is one line here. */
export const PLATFORM_FIELDS: Record<Platform, ComponentType<FieldsProps> | undefined> = {
  messenger: MessengerFields,
  email: EmailFields,
  sms: SmsFields,
  facebook: FacebookFields,
  instagram: InstagramFields,
  x: XFields,
  telegram: TelegramFields,
  whatsapp: WhatsappFields,
  line: LineFields,
  viber: ViberFields,
  wechat: WechatFields,
  api: ApiFields,
  loopback: undefined,
};

/** What a new channel of the platform begins with; what is missing the server fills in. */
export const FIRST_SETTINGS: Record<Platform, Settings> = {
  messenger: {},
  email: {
    imap: { host: "", port: 993, security: "tls", user: "", password: null, mailbox: "INBOX" },
    smtp: { host: "", port: 465, security: "tls", user: "", password: null },
  },
  facebook: {
    ...{ appId: "", appSecret: null, pageToken: null, replyWindowHours: META_WINDOW_HOURS },
    ...{ graphUrl: GRAPH_URL, graphVersion: GRAPH_VERSION },
  },
  instagram: {
    ...{ login: "instagram", appId: "", appSecret: null, token: null, metaAppSecret: null },
    reactionsOpen: true,
    ...{ replyWindowHours: META_WINDOW_HOURS, graphUrl: INSTAGRAM_URL, graphVersion: GRAPH_VERSION },
  },
  x: {
    ...{ consumerKey: "", consumerSecret: null, accessToken: null, accessTokenSecret: null },
    ...{ searchQueries: [], autoSplit: true, includeAllMentioned: true },
    ...{ apiUrl: X_API_URL, mediaUrl: X_MEDIA_URL },
  },
  sms: {
    ...{ accountSid: "", authToken: null, apiKeySid: "", apiKeySecret: null, sender: "" },
    ...{ apiUrl: TWILIO_API_URL, messagingUrl: TWILIO_MESSAGING_URL },
  },
  telegram: { token: null, apiUrl: TELEGRAM_API_URL, fileUrl: TELEGRAM_FILE_URL },
  whatsapp: {
    ...{ appId: "", appSecret: null, token: null, wabaId: "", phoneNumberId: "", pin: null },
    ...{ graphUrl: GRAPH_URL, graphVersion: GRAPH_VERSION },
  },
  line: { channelSecret: null, accessToken: null, apiUrl: LINE_API_URL, dataUrl: LINE_DATA_URL },
  viber: { token: null, apiUrl: VIBER_API_URL, senderName: null, welcome: null },
  wechat: { appId: "", appSecret: null, mode: "encrypted", encodingAesKey: null, apiUrl: WECHAT_API_URL },
  api: {},
  loopback: {},
};
