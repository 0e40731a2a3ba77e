import { expect, test } from "vitest";
import { signRequest } from "./sign-request.ts";

/** The example of X's page "Creating a signature". */
const credentials = {
  consumerKey: "xvz1evFS4wEEPTGEFPHBog",
  consumerSecret: "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
  token: "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
  tokenSecret: "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE",
};
const now = { timestamp: 1_318_622_958, nonce: "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg" };
const form = [["status", "Hello Ladies + Gentlemen, a signed OAuth request!"]] as const;

test("X's published example has X's published signature", () => {
  const url = "https://api.twitter.com/1.1/statuses/update.json?include_entities=true";
  const header = signRequest({ method: "POST", url, form }, credentials, now);
  expect(header).toContain('oauth_signature="hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D"');
  expect(header.startsWith('OAuth oauth_consumer_key="xvz1evFS4wEEPTGEFPHBog", ')).toBe(true);
});

test("every part of a request and every secret changes the signature", () => {
  const url = "https://api.x.com/2/users/me?user.fields=name";
  const signed = signRequest({ method: "GET", url }, credentials, now);
  const others = [
    signRequest({ method: "POST", url }, credentials, now),
    signRequest({ method: "GET", url: `${url}&b=1` }, credentials, now),
    signRequest({ method: "GET", url }, { ...credentials, tokenSecret: "other" }, now),
    signRequest({ method: "GET", url }, { ...credentials, consumerSecret: "other" }, now),
    signRequest({ method: "GET", url }, credentials, { ...now, nonce: "n" }),
  ];
  expect(new Set([signed, ...others]).size).toBe(6);
});
