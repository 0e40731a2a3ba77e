import type { Locale } from "@guichet/contract/people";
import { DEMO_STYLES } from "./demo-styles.ts";
import { DEMO_TEXTS, type DemoTexts, LAMPS, type Lamp } from "./demo-texts.ts";

export type DemoPageInput = {
  channelId: string;
  /** Where Guichet is reached, for example `https://care.example`. */
  host: string;
  /** The nonce of the page's content security policy: its styles and scripts carry it. */
  nonce: string;
  locale: Locale;
};

/**
 * The page at `/messenger-demo/<channel id>`: an invented lamp shop with the messenger on it, complete in itself. It needs
 * `style-src 'nonce-…'; script-src 'nonce-…'; connect-src <host> <host as ws>` and nothing else.
 */
export function renderDemoPage({ channelId, host, nonce, locale }: DemoPageInput): string {
  const texts = DEMO_TEXTS[locale];
  const other = locale === "en" ? "fr" : "en";
  const mark = `nonce="${escapeHtml(nonce)}"`;
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(texts.title)}</title>
<style ${mark}>${DEMO_STYLES}</style>
<script ${mark}>window.guichet = window.guichet || function () { (guichet.q = guichet.q || []).push(arguments); };</script>
<script ${mark} async src="${escapeHtml(host)}/widget.js" data-channel="${escapeHtml(channelId)}" data-locale="${locale}"></script>
</head>
<body>
<header>
  <a class="logo" href="?locale=${locale}">Atelier Lumen <small>${escapeHtml(texts.tagline)}</small></a>
  <nav>
    <a href="#lamps">${escapeHtml(texts.lamps)}</a>
    <a href="#workshop">${escapeHtml(texts.workshop)}</a>
    <a href="?locale=${other}" lang="${other}">${escapeHtml(texts.other)}</a>
  </nav>
</header>
<main>
  <section class="hero">
    <h1>${escapeHtml(texts.heading)}</h1>
    <p>${escapeHtml(texts.lead)}</p>
    <button type="button" data-ask>${escapeHtml(texts.ask)}</button>
  </section>
  <ul class="lamps" id="lamps">${LAMPS.map((lamp) => renderLamp(lamp, texts, locale)).join("")}</ul>
  <section class="pair" id="workshop">
    <div><h2>${escapeHtml(texts.visit)}</h2><p>${escapeHtml(texts.address)}</p></div>
    <div><h2>${escapeHtml(texts.repair)}</h2><p>${escapeHtml(texts.repairText)}</p></div>
  </section>
</main>
<footer><p>${escapeHtml(texts.note)}</p></footer>
<script ${mark}>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function renderLamp({ id, name, material, euros, shade }: Lamp, texts: DemoTexts, locale: Locale): string {
  const price = new Intl.NumberFormat(locale, { style: "currency", currency: "EUR", maximumFractionDigits: 0 });
  return `<li class="lamp" id="${id}">
    ${drawLamp(shade)}
    <h2>${escapeHtml(name)}</h2>
    <p><span>${escapeHtml(material[locale])}</span><span>${escapeHtml(price.format(euros))}</span></p>
    <button type="button" data-ask="${id}" data-title="${escapeHtml(`${name} – Atelier Lumen`)}">${escapeHtml(texts.askAbout)}</button>
  </li>`;
}

const SHADES = {
  dome: '<path d="M50 100a50 50 0 0 1 100 0z"/>',
  globe: '<circle cx="100" cy="84" r="38"/>',
  cone: '<path d="M78 46h44l26 56H52z"/>',
};

/** A lamp of a few strokes: its light, its shade, its foot. */
function drawLamp(shade: Lamp["shade"]): string {
  return `<svg viewBox="0 0 200 210" aria-hidden="true">
    <ellipse cx="100" cy="132" rx="82" ry="62" fill="var(--glow)" opacity="0.16"/>
    <ellipse cx="100" cy="120" rx="52" ry="38" fill="var(--glow)" opacity="0.3"/>
    <path d="M100 102v84M66 190h68" fill="none" stroke="var(--deep)" stroke-width="5" stroke-linecap="round"/>
    <g fill="var(--glow)" stroke="var(--deep)" stroke-width="3" stroke-linejoin="round">${SHADES[shade]}</g>
  </svg>`;
}

/** Choosing a lamp shows another address and title, as a shop made of one page does: agents see both (W160). */
const PAGE_SCRIPT = `
document.addEventListener("click", function (event) {
  var button = event.target.closest("[data-ask]");
  if (!button) return;
  if (button.dataset.ask) {
    history.pushState(null, "", "#" + button.dataset.ask);
    document.title = button.dataset.title;
    document.querySelectorAll(".lamp").forEach(function (lamp) {
      lamp.toggleAttribute("aria-current", lamp.id === button.dataset.ask);
    });
  }
  guichet("open");
});
`;

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
