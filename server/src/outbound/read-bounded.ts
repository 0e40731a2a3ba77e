import { pipeline, type Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { OutboundError } from "./failure.ts";
import type { RawAnswer } from "./send-hop.ts";

/**
 * The answer's body, unpacked, piece by piece. It ends with an OutboundError as soon as more than `maxBytes` came, counted
 * as sent and as unpacked, so that neither an endless body nor a small one that unpacks to a huge one costs memory.
 */
export async function* readBounded(answer: RawAnswer, maxBytes: number): AsyncGenerator<Uint8Array, void, void> {
  if (Number(answer.headers.get("content-length")) > maxBytes) {
    dropBody(answer.body);
    throw new OutboundError("too_large");
  }
  const unpack = chooseUnpacker(answer);
  if (unpack === undefined) yield* count(answer.body, maxBytes);
  else yield* count(unpackStream(answer.body, unpack, maxBytes), maxBytes);
}

/** Lets go of a body nobody will read; its connection is closed. */
export function dropBody(body: Readable): void {
  body.on("error", () => undefined);
  body.destroy();
}

function chooseUnpacker({ headers, status, body }: RawAnswer): Transform | undefined {
  const coding = headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  const isEmpty = status === 204 || status === 304 || headers.get("content-length") === "0";
  if (coding === "identity" || coding === "" || isEmpty) return undefined;
  if (coding === "gzip" || coding === "x-gzip") return createGunzip();
  if (coding === "deflate") return createInflate();
  if (coding === "br") return createBrotliDecompress();
  // Several codings one over the other have no honest use here.
  dropBody(body);
  throw new OutboundError("unreadable");
}

function unpackStream(packed: Readable, unpack: Transform, maxBytes: number): Readable {
  return pipeline(
    packed,
    (source: AsyncIterable<Uint8Array>) => count(source, maxBytes),
    unpack,
    () => undefined,
  );
}

async function* count(source: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array, void, void> {
  let total = 0;
  for await (const chunk of source) {
    total += chunk.byteLength;
    if (total > maxBytes) throw new OutboundError("too_large");
    yield chunk;
  }
}
