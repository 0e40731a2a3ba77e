import type { MetaSimulator } from "../meta/meta-simulator.ts";
import { WhatsappAccount } from "./whatsapp-account.ts";

/** An app with one number, two contacts and templates of the usual kinds. */
export function addExampleAccount(simulator: MetaSimulator, name = "Lamp Shop"): WhatsappAccount {
  const account = new WhatsappAccount(simulator, simulator.addApp(`${name} Care`));
  const number = account.addNumber("+33 1 86 99 00 01", name);
  number.contact({ name: "Zoé Martin", phone: "33612345678", userId: "FR.13491208655302741918" });
  number.contact({ name: "Max Weber", userId: "DE.20451208655302741918", username: "maxw" });
  account.addTemplate({
    ...{ name: "order_news", language: "en", category: "UTILITY", parameter_format: "POSITIONAL" },
    components: [
      { type: "HEADER", format: "TEXT", text: "Order {{1}}" },
      { type: "BODY", text: "Hello {{1}}, there is news of your order: {{2}}. Shall we go on?" },
      { type: "FOOTER", text: "Lamp Shop" },
      {
        type: "BUTTONS",
        buttons: [
          { type: "QUICK_REPLY", text: "Yes, please" },
          { type: "QUICK_REPLY", text: "No, thank you" },
        ],
      },
    ],
  });
  account.addTemplate({
    ...{ name: "order_news", language: "fr", category: "UTILITY", parameter_format: "POSITIONAL" },
    components: [{ type: "BODY", text: "Bonjour {{1}}, il y a du nouveau pour votre commande : {{2}}." }],
  });
  account.addTemplate({
    ...{ name: "parcel_on_its_way", language: "en", category: "UTILITY", parameter_format: "NAMED" },
    components: [
      { type: "BODY", text: "{{first_name}}, your parcel is on its way." },
      { type: "BUTTONS", buttons: [{ type: "URL", text: "Track it", url: "https://lamps.example/track/{{1}}" }] },
    ],
  });
  account.addTemplate({
    ...{ name: "winter_sale", language: "en", category: "MARKETING", status: "REJECTED" },
    components: [{ type: "BODY", text: "Everything must go." }],
  });
  account.addTemplate({
    ...{ name: "sign_in_code", language: "en", category: "AUTHENTICATION" },
    components: [
      { type: "BODY", text: "{{1}} is your code.", add_security_recommendation: true },
      { type: "BUTTONS", buttons: [{ type: "OTP", otp_type: "COPY_CODE", text: "Copy code" }] },
    ],
  });
  return account;
}
