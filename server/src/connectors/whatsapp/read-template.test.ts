import { expect, test } from "vitest";
import { readTemplate } from "./read-template.ts";

test.each([
  ["REQUEST_CONTACT_INFO", "Where may we call you?\n\n▸ 👤", "approved"],
  ["FLOW", "Where may we call you?\n\n▸", "unusable"],
])("W157 a template with a button of the kind %s", (type, body, status) => {
  const components = [
    { type: "BODY", text: "Where may we call you?" },
    { type: "BUTTONS", buttons: [{ type }] },
  ];
  const template = { name: "your_number", language: "en", status: "APPROVED", category: "UTILITY", components };
  expect(readTemplate(template)).toMatchObject({ body, status, shape: [] });
});
