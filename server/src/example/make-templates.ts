import type { MessageTemplate } from "@guichet/contract";
import { putTemplates } from "../channels/index.ts";
import { channelOf, ctxOf, type Stage } from "./stage.ts";

const ready = { name: "order_ready", category: "utility" as const, status: "approved" as const };
const visit = { name: "workshop_visit", category: "marketing" as const, status: "approved" as const };
const begins = { "1": "contact.first_name" };
const TEMPLATES: readonly MessageTemplate[] = [
  { ...ready, language: "en", body: "Hello {{1}}, your order {{2}} is ready for collection.", prefill: begins },
  { ...ready, language: "fr", body: "Bonjour {{1}}, votre commande {{2}} est prête à être retirée.", prefill: begins },
  { ...visit, language: "en", body: "Hello {{1}}, our workshop is open to visitors on {{2}}.", prefill: begins },
  {
    ...visit,
    language: "fr",
    status: "paused",
    body: "Bonjour {{1}}, l’atelier ouvre ses portes {{2}}.",
    prefill: begins,
  },
];

/** The texts that the app's platform has approved (W95). `openedAt`: epoch milliseconds. */
export async function makeTemplates(stage: Stage, openedAt: number): Promise<void> {
  const ctx = ctxOf(stage, openedAt, "claire");
  await putTemplates(ctx, channelOf(stage, "Mobile app"), { templates: [...TEMPLATES] });
}
