import { Refused } from "./wire.ts";
import { invalid } from "./write-api.ts";
import type { Account, Upload, XWorld } from "./x-world.ts";

type Body = Readonly<Record<string, unknown>>;

const MB = 1024 * 1024;
const MOST_BYTES: Readonly<Record<string, number>> = { image: 5 * MB, gif: 15 * MB, video: 512 * MB };

/** `POST /2/media/upload/initialize` */
export function beginUpload(world: XWorld, account: Account, body: Body): object {
  const category = String(body.media_category ?? "");
  const [, kind = ""] = /^(?:tweet|dm)_(image|gif|video)$/.exec(category) ?? [];
  const total = Number(body.total_bytes);
  const most = MOST_BYTES[kind];
  if (most === undefined || !(total > 0)) throw invalid("media_category or total_bytes is invalid.");
  if (total > most) throw new Refused(400, "invalid-request", "The media is too large.");
  const id = world.newId();
  const type = String(body.media_type ?? "");
  world.uploads.set(id, { by: account.person.id, category, type, total, pieces: new Map(), file: undefined, looks: 0 });
  return { data: { id, media_key: `3_${id}`, expires_after_secs: 86_400 } };
}

/** `POST /2/media/upload/{id}/append`, multipart */
export async function addPiece(world: XWorld, account: Account, id: string, request: Request): Promise<object> {
  const upload = uploadOf(world, account, id);
  const form = await request.formData();
  const media = form.get("media");
  const index = Number(form.get("segment_index") ?? Number.NaN);
  if (!(media instanceof Blob) || !Number.isInteger(index)) throw invalid("media and segment_index are required.");
  if (media.size > 5 * MB) throw new Refused(413, "about:blank", "The piece is too large.");
  upload.pieces.set(index, new Uint8Array(await media.arrayBuffer()));
  return { data: { expires_at: Math.floor(world.now() / 1000) + 86_400 } };
}

/** `POST /2/media/upload/{id}/finalize`: films are not ready at once. */
export function endUpload(world: XWorld, account: Account, id: string): object {
  const upload = uploadOf(world, account, id);
  const pieces = [...upload.pieces].sort(([a], [b]) => a - b).map(([, piece]) => piece);
  const bytes = Buffer.concat(pieces);
  if (bytes.byteLength !== upload.total) throw invalid("Segments do not add up to provided total file size.");
  if (upload.category.endsWith("_video"))
    return { data: { id, processing_info: { state: "pending", check_after_secs: 0.05 } } };
  finish(world, upload, bytes);
  return { data: { id, size: bytes.byteLength } };
}

/** `GET /2/media/upload?command=STATUS` */
export function uploadStatus(world: XWorld, account: Account, id: string): object {
  const upload = uploadOf(world, account, id);
  upload.looks += 1;
  if (upload.looks === 1) return { data: { id, processing_info: { state: "in_progress", check_after_secs: 0.05 } } };
  finish(world, upload, Buffer.concat([...upload.pieces.values()]));
  return { data: { id, processing_info: { state: "succeeded", progress_percent: 100 } } };
}

function finish(world: XWorld, upload: Upload, bytes: Uint8Array): void {
  upload.file ??= world.keepFile({ bytes, type: upload.type, name: "file" });
}

function uploadOf(world: XWorld, account: Account, id: string): Upload {
  const upload = world.uploads.get(id);
  if (upload === undefined || upload.by !== account.person.id) throw invalid("The media id is invalid.");
  return upload;
}
