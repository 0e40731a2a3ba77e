/** How accounts of networks are connected. */
export const accounts = {
  platformLineText: "A LINE Official Account: chats with its friends, and groups it is in.",
  platformViberText: "A Viber bot to which people write.",
  check_access: "Access token",
  check_secret: "Channel secret",
  check_quota: "Messages left this month",
  secretKept: "Stored; enter one to replace it",
  servers: "Servers",
  serversHint: "Change these only for a server of your own; then enter the tokens again.",
  lineAccount: "Connected as {name} ({id}).",
  lineSecret: "Channel secret",
  lineSecretHint:
    "In the LINE Developers Console, under Basic settings of the Messaging API channel. It proves that messages come from LINE.",
  lineToken: "Channel access token",
  lineTokenHint: "In the console, under Messaging API: Channel access token (long-lived), Issue.",
  lineConsole:
    "Guichet sets the webhook address itself. In the console, switch on “Use webhook” and “Webhook redelivery”; in the LINE Official Account Manager, switch off auto-reply messages. Answers within a minute are free, later ones count towards the plan’s messages of the month.",
  lineApiUrl: "API address",
  lineApiUrlHint: "Messages are sent here. LINE’s own: {url}",
  lineDataUrl: "Content address",
  lineDataUrlHint: "Photos and files of contacts are fetched here. LINE’s own: {url}",
  viberBot: "Connected as {name} ({uri}).",
  viberToken: "Bot token",
  viberTokenHint: "In the Viber Admin Panel, on the page of your bot. It also proves that messages come from Viber.",
  viberContract:
    "Viber opens new bots only with a commercial contract, and charges for what is written outside a session that the contact began.",
  viberSender: "Sender’s name",
  viberSenderHint: "Stands above each message. At most 28 characters; empty: the bot’s own name.",
  viberWelcome: "Welcome message",
  viberWelcomeHint: "Shown to whoever opens the chat for the first time. Empty: nothing.",
  viberApiUrl: "API address",
  viberApiUrlHint: "Messages are sent here. Viber’s own: {url}",
};
