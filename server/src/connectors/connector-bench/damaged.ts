import fc from "fast-check";

/** Copies of the bytes that were cut, had bytes replaced, or had a piece of themselves repeated. */
export function damaged(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat({ max: Math.max(0, bytes.byteLength - 1) });
  const cut = place.map((at) => bytes.slice(0, at));
  const flipped = fc.array(fc.tuple(place, fc.nat({ max: 255 })), { minLength: 1, maxLength: 20 }).map((changes) => {
    const copy = Uint8Array.from(bytes);
    for (const [at, value] of changes) copy[at] = value;
    return copy;
  });
  const repeated = fc
    .tuple(place, place)
    .map(([from, to]) => Buffer.concat([bytes.slice(0, to), bytes.slice(Math.min(from, to), to), bytes.slice(to)]));
  return fc.oneof(cut, flipped, repeated);
}
