/** The shapes of WeChat's official account platform that the simulator speaks, after its public documentation. Times are in milliseconds. */
export type Person = {
  readonly openid: string;
  readonly name: string;
  readonly language: string;
  /** What the account's people call the contact; WeChat tells no other name. */
  readonly remark: string;
  /** The scene of the code that brought them; "": none. */
  scene: string;
  subscribed: boolean;
  /** Takes no templates. */
  blocksTemplates: boolean;
};
/** A message as either side wrote it. */
export type Content = { readonly type: string } & Readonly<Record<string, unknown>>;
/** What stands in a chat. `id` has 64 bits. */
export type Said = {
  readonly id: bigint;
  readonly by: "contact" | "account";
  readonly at: number;
  readonly content: Content;
  /** Three tries, and nobody took it. */
  lost: boolean;
};
export type Fields = Readonly<Record<string, string | number | bigint | { readonly [name: string]: string }>>;
export type Answer = Readonly<Record<string, unknown>>;
/** What the account's owner enters under *Server configuration*. */
export type ServerConfiguration = {
  readonly url: string;
  readonly token: string;
  readonly aesKey: string;
  readonly mode: "plain" | "compatible" | "encrypted";
};

/** Texts stand in CDATA, numbers as they are. */
export function writeXml(fields: Fields): string {
  return `<xml>${writeElements(fields)}</xml>`;
}

export function writeElements(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) => `<${name}>${writeValue(value)}</${name}>`)
    .join("\n");
}

function writeValue(value: Fields[string]): string {
  if (typeof value === "object") return writeElements(value);
  return typeof value === "string" ? `<![CDATA[${value.replaceAll("]]>", "]]]]><![CDATA[>")}]]>` : String(value);
}
