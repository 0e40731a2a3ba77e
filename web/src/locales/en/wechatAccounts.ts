/** How a WeChat official account is connected. */
export const wechatAccounts = {
  platformText: "An official account (service account) to which its followers write.",
  stepsTitle: "In WeChat’s console",
  steps:
    "Guichet needs a verified service account: others may not answer as customer service. Under Settings and development › Development interface, take the AppID and AppSecret, and add this server’s public address to the IP whitelist. The address and the token that belong into Server configuration are shown once the channel has been added.",
  webhookText:
    "In WeChat’s console, under Server configuration: enter this as the URL, with the token and the EncodingAESKey, choose the safe mode, submit, and then enable it. WeChat calls the address at once.",
  token: "Token",
  appId: "AppID",
  appIdHint: "Begins with “wx”.",
  appSecret: "AppSecret",
  appSecretHint: "Shown once, when it is made or reset. It opens the account’s API.",
  mode: "How WeChat delivers messages",
  modeEncrypted: "Encrypted (safe or compatible mode)",
  modeEncryptedHint: "Recommended: the signature covers what is delivered, and nobody on the way can read it.",
  modePlain: "Plain text",
  modePlainHint:
    "WeChat’s signature then says who calls, but covers nothing of the message: whoever has seen one call could for some minutes deliver others.",
  aesKey: "EncodingAESKey",
  aesKeyHint: "43 letters and digits: have the console make them under Server configuration, and enter the same here.",
  apiUrl: "API address",
  apiUrlHint: "Everything is asked and sent here. WeChat’s own: {url}",
} as const;
