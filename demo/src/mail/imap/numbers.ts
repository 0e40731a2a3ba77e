/** Whether a set such as `2:4,7,9:*` names a number. `*` is the last one there is, so `n:*` always names it (RFC 3501 6.4.8). */
export function parseNumbers(set: string, last: number): ((number: number) => boolean) | undefined {
  if (!/^(\d+|\*)(:(\d+|\*))?(,(\d+|\*)(:(\d+|\*))?)*$/.test(set)) return undefined;
  const ranges = set.split(",").map((part) => {
    const ends = part.split(":").map((end) => (end === "*" ? last : Number(end)));
    return { from: Math.min(...ends), to: Math.max(...ends) };
  });
  return (number) => ranges.some(({ from, to }) => number >= from && number <= to);
}
