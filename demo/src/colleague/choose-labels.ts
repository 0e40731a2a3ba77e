/** Words in a contact's message → the topic an attentive person would give it, by name. The first that fits counts. */
const TOPICS: readonly (readonly [RegExp, string])[] = [
  [/\b(invoice|facture|rechnung|factura|fattura|factuur)\b/i, "Invoices"],
  [/\b(gift|cadeau|geschenk|regalo)\b/i, "Gifts"],
  [/\b(dozen|library|hotel|hôtel|chambres|restaurant|architect|36)\b/i, "Trade orders"],
  [/\b(visit|visiter|showroom|atelier avec|besuch|anschauen|opening hours)\b/i, "Showroom visits"],
  [/\b(torn|dent|broken|bubble|abat-jour|kaputt|ersatzkabel|spare|shade)\b/i, "Repairs"],
  [
    /\b(parcel|delivered|delivery|colis|livraison|liefern|address|dirección|pedido|envíos|pacco|spedizione|livreur|comes today)\b/i,
    "Delivery",
  ],
  [/\b(dimmable|bulb|ampoule|clignote|flicker|hum|glühbirne|lampadina|fitting|cord)\b/i, "Bulbs and wiring"],
  [/\b(return|send (it )?back|renvoyer|retour|zurück)\b/i, "Returns"],
  [/\b(stock|available|sold out|disponible|soldes|only for the little one|how wide)\b/i, "Stock"],
  [/\b(account|password|sign in|compte|konto)\b/i, "Account"],
];
const TAGS: readonly (readonly [RegExp, string])[] = [
  [/\b(torn|broken|nothing here|worried|clignote|wrong|missing|pas reçu|kaputt)\b/i, "Complaint"],
  [/\b(thank|lovely|perfect|merci|danke|gracias|grazie)\b/i, "Praise"],
  [/\?/, "Question"],
];

export type Chosen = { readonly topic: string | undefined; readonly tag: string | undefined };

/** What a colleague who sorts the queue would say about a message. Pure; undefined where nothing fits. */
export function chooseLabels(text: string): Chosen {
  const fits = (rules: typeof TOPICS) => rules.find(([words]) => words.test(text))?.[1];
  return { topic: fits(TOPICS), tag: fits(TAGS) };
}
