/** What somebody asked, as JSON. WeChat does not read escapes: whoever writes `\u00e9` shows the contact just that. */
export function readBody(bytes: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8").replaceAll(/\\u(?=[0-9a-f]{4})/gi, "\\\\u"));
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** The file of an upload, in the part `media`. */
export async function readUpload(
  bytes: Buffer,
  contentType: string,
): Promise<{ bytes: Uint8Array; contentType: string; name: string } | undefined> {
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": contentType } }).formData();
    const media = form.get("media");
    if (media === null || typeof media === "string") return undefined;
    return { bytes: new Uint8Array(await media.arrayBuffer()), contentType: media.type, name: media.name };
  } catch {
    return undefined;
  }
}
