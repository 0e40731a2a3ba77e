import { type Params, paramOf } from "./read-params.ts";

/** Where a point of the map is shown to whoever follows the link; the network brings only its numbers. */
const MAP = "https://www.openstreetmap.org/";

/** What a message says, as text that needs no language: its body, else what stood on a pressed button, else a place. */
export function wordsOf(params: Params): string {
  const said = decoded(paramOf(params, "Body")) ?? paramOf(params, "ButtonText") ?? "";
  const place = placeOf(params);
  const lines = [isForwarded(params) ? "↪" : undefined, said, place].filter(
    (line) => line !== undefined && line !== "",
  );
  return lines.join("\n") === "↪" ? "" : lines.join("\n");
}

function isForwarded(params: Params): boolean {
  return params.Forwarded === "true" || params.FrequentlyForwarded === "true";
}

function placeOf(params: Params): string | undefined {
  const [latitude, longitude] = [paramOf(params, "Latitude"), paramOf(params, "Longitude")];
  const isPoint = [latitude, longitude].every((one) => one !== undefined && /^-?\d{1,3}(\.\d{1,20})?$/.test(one));
  if (!isPoint) return undefined;
  const named = [paramOf(params, "Label"), paramOf(params, "Address")].filter((part) => part !== undefined).join(", ");
  const link = `${MAP}?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
  return `📍 ${named === "" ? `${latitude}, ${longitude}` : named}\n${link}`;
}

/**
 * Some carriers hand a long text over as an MMS, and then it comes as Base64. Only what can be nothing else is taken for
 * it: long, without a space, and readable text with spaces once decoded.
 */
function decoded(body: string | undefined): string | undefined {
  if (body === undefined || body.length < 60 || body.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(body))
    return body;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(body, "base64"));
    return /\s/.test(text.trim()) && !/[^\P{Cc}\n\r\t]/u.test(text) ? text : body;
  } catch {
    return body;
  }
}
