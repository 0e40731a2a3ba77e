import { passwordProblems } from "@guichet/contract";
import { expect, test } from "vitest";
import { isCommonPassword } from "./common-password.ts";

const context = ["Ada", "Lovelace", "ada.lovelace@example.org", "Blue Harbour"];

test.each([
  "Password1!",
  "Passw0rd!",
  "P@ssw0rd",
  "P@$$w0rd123",
  "Pa$$word2024!",
  "Welcome123!",
  "W3lcome!1",
  "Summer2026!",
  "Été2026!!",
  "Azerty123!",
  "Qwerty1234!",
  "1qaz@WSX",
  "Q1w2e3r4!",
  "Admin@123",
  "Abcd1234!",
  "Abc12345!",
  "Aa123456!",
  "Aa@123456",
  "Motdepasse1!",
  "M0td3p@sse!",
  "Bonjour1234!",
  "Iloveyou1!",
  "ChangeMe123!",
  "Letmein!1",
  "Monkey123!",
  "!Password1",
  "Test1234!",
  "Nicolas1985!",
  "PassPass1!",
  "Guichet2026!",
  "Lovelace1815!",
  "Harbour2026!",
])("W21 %s keeps the rule and is refused all the same", (password) => {
  expect(passwordProblems(password)).toEqual([]);
  expect(isCommonPassword(password, context)).toBe(true);
});

test.each([
  "Correct-Horse7-Battery",
  "T4ble!Lamp9river",
  "xK9#mVp2$wLq",
  "Trois-4-petits-Chats!",
  "gR7!uvuzelaKontor",
  "Zx!83920174kq",
  "Ma voisine a 2 chats gris.",
  "Ünter8den!Lindenbäumen",
])("W21 %s is accepted", (password) => {
  expect(passwordProblems(password)).toEqual([]);
  expect(isCommonPassword(password, context)).toBe(false);
});

test("W21 a long password of bent letters does not make the check slow or blind", () => {
  expect(isCommonPassword(`A${"1!".repeat(49)}`, context)).toBe(false);
});
