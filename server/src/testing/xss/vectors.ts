/** What each vector tries to run: leaves a mark on the page and calls a listener that must hear nothing. */
function deeds(canary: string): string[] {
  return ["window.guichetHit=1", `fetch('${canary}/f')`, "alert(1)", "top['guichetHit']=2"];
}

/** Places where markup runs a script, each with room for what is run. */
const RUNNERS: readonly ((deed: string) => string)[] = [
  (deed) => `<script>${deed}</script>`,
  (deed) => `<img src=x onerror="${deed}">`,
  (deed) => `<svg onload="${deed}"></svg>`,
  (deed) => `<svg><animate onbegin="${deed}" attributeName=x dur=1s>`,
  (deed) => `<math><mi xlink:href="javascript:${deed}">m</mi></math>`,
  (deed) => `<a href="javascript:${deed}">a</a>`,
  (deed) => `<iframe srcdoc="<script>${deed}</script>"></iframe>`,
  (deed) => `<iframe src="javascript:${deed}"></iframe>`,
  (deed) => `<details open ontoggle="${deed}">d`,
  (deed) => `<input autofocus onfocus="${deed}">`,
  (deed) => `<video><source onerror="${deed}"></video>`,
  (deed) => `<noscript><p title="</noscript><img src=x onerror=${deed}>">`,
  (deed) => `<math><mtext><table><mglyph><style><!--</style><img title="--><img src=x onerror=${deed}>">`,
  (deed) => `{{constructor.constructor('${deed.replaceAll("'", "`")}')()}}`,
  (deed) => `[a](javascript:${deed})`,
];

/** The same markup as a neighbour: out of an attribute, nested, unclosed, in odd letters. */
const NEIGHBOURS: readonly ((vector: string) => string)[] = [
  (vector) => vector,
  (vector) => `">${vector}`,
  (vector) => `'></textarea></title></style>${vector}`,
  (vector) => vector.replace("<", "<<b>").replace(/>$/, ""),
  (vector) => vector.replace(/[a-z]+/, (name) => name.toUpperCase()),
  (vector) => vector.replaceAll("<", "&lt;").replaceAll(">", "&#62;"),
];

/** Markup that fetches without running anything. */
const FETCHERS: readonly ((canary: string) => string)[] = [
  (canary) => `<img src="${canary}/i">`,
  (canary) => `<style>@import "${canary}/s";</style>`,
  (canary) => `<p style="background:url(${canary}/b)">p`,
  (canary) => `<link rel=stylesheet href="${canary}/l">`,
  (canary) => `<object data="${canary}/o"></object>`,
  (canary) => `![i](${canary}/m)`,
];

/** Every deed in every place, and the fetches, each with its neighbours. */
export function makeVectors(canary: string): string[] {
  const running = deeds(canary).flatMap((deed) => RUNNERS.map((run) => run(deed)));
  const fetching = FETCHERS.map((fetches) => fetches(canary));
  const all = [...running, ...fetching].flatMap((vector) => NEIGHBOURS.map((change) => change(vector)));
  return [...new Set(all)];
}
