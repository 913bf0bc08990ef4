let audio: AudioContext | null = null;

/** Browsers allow sound only after a gesture: the first one, whatever it is, readies it. */
export function readyOnFirstGesture(): () => void {
  const ready = () => {
    audio ??= new AudioContext();
    if (audio.state === "suspended") void audio.resume();
    stop();
  };
  const stop = () => {
    window.removeEventListener("pointerdown", ready);
    window.removeEventListener("keydown", ready);
  };
  window.addEventListener("pointerdown", ready);
  window.addEventListener("keydown", ready);
  return stop;
}

/** An offer: two soft notes upwards. */
export function ring(): void {
  note(659, 0, 0.35, 0.12);
  note(880, 0.16, 0.5, 0.12);
}

/** A message: one short note. */
export function ping(): void {
  note(740, 0, 0.25, 0.07);
}

function note(frequency: number, delay: number, length: number, volume: number): void {
  if (audio?.state !== "running") return;
  const from = audio.currentTime + delay;
  const tone = audio.createOscillator();
  const gain = audio.createGain();
  tone.type = "sine";
  tone.frequency.value = frequency;
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(volume, from + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.0001, from + length);
  tone.connect(gain).connect(audio.destination);
  tone.start(from);
  tone.stop(from + length);
}
