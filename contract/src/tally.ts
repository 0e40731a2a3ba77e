/** The answers of many conditions, each of which turns when enough of what it asks for was found. */
export type Tally = {
  /** A place for a condition. `without`: its answer when nothing is found; `turnsAt`: so many findings make it the other. */
  add(without: 0 | 1, turnsAt: number): number;
  /** Nothing is found yet. */
  begin(): void;
  find(place: number): void;
  /** By place; good until the next beginning. */
  answers(): Uint8Array;
};

export function createTally(): Tally {
  const without: number[] = [];
  const turnsAt: number[] = [];
  let start = new Uint8Array(0);
  let answers = new Uint8Array(0);
  let counts = new Uint16Array(0);
  return {
    add(answer, number) {
      turnsAt.push(number);
      return without.push(answer) - 1;
    },
    begin() {
      if (start.length < without.length) {
        start = Uint8Array.from(without);
        answers = new Uint8Array(without.length);
        counts = new Uint16Array(without.length);
      } else counts.fill(0);
      answers.set(start);
    },
    find(place) {
      const found = (counts[place] ?? 0) + 1;
      counts[place] = found;
      if (found === turnsAt[place]) answers[place] = 1 - (start[place] ?? 0);
    },
    answers: () => answers,
  };
}
