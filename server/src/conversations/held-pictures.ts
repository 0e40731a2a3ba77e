const held = /<img\b([^>]*?) data-src="([^"]*)"/g;

/**
 * Numbers the remote pictures of a sanitised mail in place of their addresses: `data-picture="0"`, `"1"`, … A browser is
 * never told where they are.
 */
export function numberPictures(html: string): string {
  let number = 0;
  return html.replace(held, (_, others: string) => `<img${others} data-picture="${number++}"`);
}

/** The addresses behind the numbers. */
export function pictureAddresses(html: string): string[] {
  return [...html.matchAll(held)].map(([, , address = ""]) =>
    address.replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
  );
}
