/** Runs inside the page, as a text of its own. What is wrong with pieces of sanitised HTML, as a real parser reads them. */
export function judgeHtml(pieces: readonly string[]): { readonly faults: string[]; readonly written: string[] } {
  const tags = new Set(
    "a abbr address b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var wbr".split(
      " ",
    ),
  );
  const attributes = new Set(
    "style dir lang title align valign bgcolor width height href rel target alt src data-src color face size colspan rowspan border cellpadding cellspacing span start type".split(
      " ",
    ),
  );
  const contexts: Record<string, readonly [string, string]> = {
    body: ["", ""],
    "HTML in SVG": ["<svg><foreignObject>", "</foreignObject></svg>"],
    "a text of SVG": ["<svg><desc>", "</desc></svg>"],
    SVG: ["<svg>", "</svg>"],
    "HTML in MathML": ["<math><annotation-xml encoding='text/html'>", "</annotation-xml></math>"],
    "a text of MathML": ["<math><mtext>", "</mtext></math>"],
    MathML: ["<math>", "</math>"],
  };
  const MOST_READINGS = 4;
  const faults: string[] = [];
  const parse = (html: string): HTMLElement => new DOMParser().parseFromString(`<body>${html}`, "text/html").body;
  const judge = (element: Element, where: string, html: string): void => {
    const fault = (what: string): void => void faults.push(`${what} in ${where}: ${html.slice(0, 400)}`);
    if (!tags.has(element.localName)) fault(`the element ${element.localName}`);
    for (const { name, value } of element.attributes) {
      if (!attributes.has(name)) fault(`the attribute ${name}`);
      if (name === "href" && !/^(?:https?|mailto|tel):/i.test(value.trim())) fault(`the address ${value}`);
      if (name === "src" && !/^cid:[\w%.!~*'()-]+$/.test(value)) fault(`the source ${value}`);
      if (name === "data-src" && !/^https?:\/\//i.test(value)) fault(`the held source ${value}`);
      if (name === "style" && /url|expression|import|position|@|\\|\/\*/i.test(value)) fault(`the style ${value}`);
    }
  };
  const written = pieces.map((html) => {
    for (const [where, [before, after]] of Object.entries(contexts)) {
      const root = parse(before + html + after);
      // What we wrapped it in is ours; anything else of that kind is not.
      const own = new Set(before === "" ? [] : [root.firstElementChild, root.firstElementChild?.firstElementChild]);
      const isWrapper = (element: Element): boolean =>
        own.has(element) && /^(?:svg|math|foreignObject|desc|annotation-xml|mtext)$/.test(element.localName);
      for (const element of root.querySelectorAll("*")) if (!isWrapper(element)) judge(element, where, html);
      const comments = document.createNodeIterator(root, NodeFilter.SHOW_COMMENT);
      if (comments.nextNode()) faults.push(`a comment in ${where}: ${html.slice(0, 400)}`);
    }
    // Links in tables in links are moved by the parser once more when they are read again: the standard's own case.
    let tree = parse(html);
    for (let reading = 1; reading < MOST_READINGS; reading += 1) {
      const again = parse(tree.innerHTML);
      if (again.innerHTML === tree.innerHTML) return tree.innerHTML;
      for (const element of again.querySelectorAll("*")) judge(element, "a later reading", html);
      tree = again;
    }
    faults.push(`another tree whenever it is read: ${html.slice(0, 400)}`);
    return tree.innerHTML;
  });
  return { faults, written };
}

/** What a second sanitiser takes away: it should find nothing. `purify` stands in the page already. */
export function judgeWithPurify(pieces: readonly string[]): string[] {
  const purify = Reflect.get(window, "DOMPurify");
  const options = {
    ADD_ATTR: ["target"],
    // Values that are no addresses are not judged as such.
    ADD_URI_SAFE_ATTR:
      "target rel align valign bgcolor width height dir lang color face size colspan rowspan border".split(" "),
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|cid:)/i,
    // Titles that hold the end of an element are texts; we put nothing where they would be read as anything else.
    SAFE_FOR_XML: false,
  };
  return pieces.flatMap((html) => {
    purify.sanitize(html, options);
    const removed: { element?: Node; attribute?: Attr }[] = purify.removed;
    return removed.map(({ element, attribute }) => `${element?.nodeName ?? attribute?.name} of ${html.slice(0, 300)}`);
  });
}
