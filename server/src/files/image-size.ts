export type ImageSize = { readonly width: number; readonly height: number };

/**
 * Width and height of a PNG, JPEG, WebP or GIF as its header says; undefined when it cannot be read. A small file may unpack to
 * gigabytes in everybody's browser, so the header is judged before the picture is kept.
 */
export function readImageSize(bytes: Buffer, mime: string): ImageSize | undefined {
  try {
    if (mime === "image/png") return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
    if (mime === "image/jpeg") return readJpeg(bytes);
    if (mime === "image/gif") return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
    return mime === "image/webp" ? readWebp(bytes) : undefined;
  } catch (error) {
    // The header is cut short.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Walks the segments to the first start-of-frame (ITU T.81, B.1.1.3). */
function readJpeg(bytes: Buffer): ImageSize | undefined {
  let at = 2;
  while (at < bytes.length) {
    if (bytes.readUInt8(at) !== 0xff) return undefined;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

/** RFC 9649: extended, lossless or lossy. */
function readWebp(bytes: Buffer): ImageSize | undefined {
  switch (bytes.toString("latin1", 12, 16)) {
    case "VP8X":
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    case "VP8L": {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case "VP8 ":
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    default:
      return undefined;
  }
}
