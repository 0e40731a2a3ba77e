const NOTES = [
  { frequency: 660, at: 0 },
  { frequency: 880, at: 0.13 },
] as const;
const LENGTH = 0.32;

let audio: AudioContext | undefined;

/** Two soft notes. `volume` in per cent. Silent where the browser allows no sound before the first click. */
export async function chime(volume: number): Promise<void> {
  audio ??= new AudioContext();
  await audio.resume();
  const begin = audio.currentTime + 0.02;
  for (const { frequency, at } of NOTES) {
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    tone.type = "sine";
    tone.frequency.value = frequency;
    loudness.gain.setValueAtTime(0, begin + at);
    // Half of what is possible is loud enough at the top.
    loudness.gain.linearRampToValueAtTime((volume / 100) * 0.5, begin + at + 0.015);
    loudness.gain.exponentialRampToValueAtTime(0.0001, begin + at + LENGTH);
    tone.connect(loudness).connect(audio.destination);
    tone.start(begin + at);
    tone.stop(begin + at + LENGTH);
  }
}
