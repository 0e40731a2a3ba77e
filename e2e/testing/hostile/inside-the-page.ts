/** These functions run inside the page, each as a text of its own: they can use nothing from outside themselves. */

type Tell = (kind: string, what: string) => void;
type Wishes = { readonly tell: string; readonly marker: string; readonly hit: string; readonly known: string[] };

/** Before anything else of the page: tells of elements, addresses and names as soon as they are there. */
export function reportFromInside({ tell: name, marker, hit, known }: Wishes): void {
  const tell: Tell = Reflect.get(window, name);
  const native = new Set([...Object.getOwnPropertyNames(window), ...known]);
  const addresses = ["href", "src", "action", "formaction", "poster", "data", "xlink:href", "srcdoc", "to", "values"];
  const lookAt = (element: Element): void => {
    if (element.hasAttribute(marker)) tell("marker", element.outerHTML);
    for (const attribute of addresses) {
      const value = element.getAttribute(attribute);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers leave them out of an address
      const scheme = value?.replaceAll(/[\u0000-\u0020]/g, "").toLowerCase() ?? "";
      if (/^(?:javascript|vbscript):|^data:(?!image\/(?!svg))/.test(scheme)) tell("address", `${attribute}=${value}`);
    }
  };
  const observe = (root: Node): void => {
    const observer = new MutationObserver((changes) => {
      for (const { target, addedNodes, type } of changes) {
        if (type === "attributes" && target instanceof Element) lookAt(target);
        for (const node of addedNodes) {
          if (!(node instanceof Element)) continue;
          lookAt(node);
          node.querySelectorAll("*").forEach(lookAt);
        }
      }
    });
    observer.observe(root, { childList: true, subtree: true, attributes: true });
  };
  observe(document);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init);
    observe(root);
    return root;
  };
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) => {
    tell("policy", `${effectiveDirective} ${blockedURI} ${sample}`);
  });
  const told = new Set<string>();
  setInterval(() => {
    const names = Object.getOwnPropertyNames(window).filter((one) => !native.has(one) && !/^\d+$/.test(one));
    // A named element is no property of the window's own, and yet found under its name.
    if (hit in window) names.push(hit);
    for (const one of names) {
      if (!told.has(one)) tell("global", `${one}=${Reflect.get(window, one)}`);
      told.add(one);
    }
  }, 20);
}

/** A last look at everything that stands there now, into shadow trees and frames. */
export function sweepTree({ marker }: { readonly marker: string }): ["marker" | "address", string][] {
  const found: ["marker" | "address", string][] = [];
  const sweep = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll("*")) {
      if (element.hasAttribute(marker)) found.push(["marker", element.outerHTML]);
      for (const { name, value } of element.attributes) {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers leave them out of an address
        const scheme = value.replaceAll(/[\u0000-\u0020]/g, "").toLowerCase();
        const isAddress = /^(?:href|src|srcset|action|formaction|poster|data|background|xlink:href)$/.test(name);
        if (isAddress && /^(?:javascript|vbscript):|^data:(?!image\/(?!svg))/.test(scheme)) {
          found.push(["address", `${name}=${value}`]);
        }
        if (/^on/.test(name)) found.push(["marker", `${name}=${value}`]);
      }
      if (element.shadowRoot) sweep(element.shadowRoot);
      if (element instanceof HTMLIFrameElement && element.contentDocument) sweep(element.contentDocument);
    }
  };
  sweep(document);
  return found;
}
