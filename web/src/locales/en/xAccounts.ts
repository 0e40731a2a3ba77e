/** How an account on X is connected. */
export const xAccounts = {
  platformText: "Posts that name an account, what a search finds, and its direct messages.",
  connected: "Connected as {name} (@{handle}).",
  app: "Guichet needs an app at developer.x.com whose permissions are “Read and write and Direct message”, with a plan that has webhooks. Generate the access token after that was chosen. Guichet writes its own address into the app.",
  webhookText: "X delivers here. Guichet has written it into the app by itself; it is shown for comparison.",
  consumerKey: "API key",
  consumerKeyHint: "On the app’s page, under Keys and tokens: Consumer keys.",
  consumerSecret: "API key secret",
  consumerSecretHint: "Shown beside the API key when it is generated. It also proves that messages come from X.",
  accessToken: "Access token",
  accessTokenHint: "In the same place, generated while you are signed in as the account that is to answer.",
  accessTokenSecret: "Access token secret",
  accessTokenSecretHint: "Shown once, together with the access token.",
  queries: "Search queries",
  queriesHint:
    "One a line, at most {max}. Posts of anybody that match come in as new conversations, within a minute or two, without reposts. Words that are common will bring many. X’s operators may be used: {example}",
  split: "Split long replies",
  splitHint:
    "A public reply of more than 280 characters leaves as several posts, one under the other and numbered 1/3, 2/3, 3/3; a short code stands behind the last one. Off: a reply can only be sent when it fits into one post. Direct messages have 10,000 characters either way.",
  includeAll: "Include everybody who is mentioned",
  includeAllHint:
    "A public reply also notifies the others who are named in the post that it answers. Off: only its author.",
  apiUrl: "API address",
  apiUrlHint: "Everything is asked and sent here. X’s own: {url}",
  mediaUrl: "Address of private files",
  mediaUrlHint: "Photos and films of direct messages are fetched here. X’s own: {url}",
} as const;
