/** Of a channel for SMS, in its settings. */
export const smsChannel = {
  accountSid: "Account SID",
  accountSidHint: "On the first page of the Twilio console, under Account Info. It begins with AC.",
  authToken: "Auth token",
  authTokenHint:
    "Beside the account SID. Twilio signs every delivery with it, so it is needed also when you give an API key.",
  sender: "Number or Messaging Service",
  senderHint:
    "What messages leave from and contacts write to: a number with its country (+1 415 555 0100), a short code, or the SID of a Messaging Service (MG…). A name such as LUMEN can send, but nobody can answer it.",
  senderProblem:
    "The account has no such sender that can send SMS. Enter a number with its country, a short code, or the SID of a Messaging Service.",
  accountProblem: "Twilio says that this account is suspended or closed.",
  connected: "Connected with {account}, as {sender}.",
  optOut:
    "Contacts who write STOP are not written to until they write START. Guichet shows it, and Twilio refuses such messages in any case.",
  key: "API key",
  keyHint: "Optional. Guichet then calls Twilio with this key, which you can revoke alone, instead of the auth token.",
  keySid: "API key SID",
  keySidHint: "Under API keys & tokens in the Twilio console. It begins with SK. Empty: the auth token is used.",
  keySecret: "API key secret",
  keySecretHint: "Shown once by Twilio, when the key is made.",
  servers: "Servers",
  serversHint: "Change these only for a region of Twilio other than the United States; then enter the secrets again.",
  apiUrl: "API address",
  apiUrlHint: "Messages are sent here. Twilio’s own: {url}",
  messagingUrl: "Address for Messaging Services",
  messagingUrlHint: "Messaging Services are looked up and set here. Twilio’s own: {url}",
} as const;
