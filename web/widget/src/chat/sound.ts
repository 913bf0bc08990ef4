import { signal } from "@preact/signals";
import type { Store } from "../store";

const NAME = "sound";

/** A soft two-tone chime. Browsers allow sound only after a gesture; the visitor may turn it off for good. */
export class Sound {
  readonly on;
  #audio: AudioContext | undefined;
  #unlock = () => {
    try {
      this.#audio ??= new AudioContext();
      if (this.#audio.state === "suspended") this.#audio.resume().catch(() => {});
    } catch {
      // No audio device, or none allowed: silence.
    }
  };

  constructor(
    readonly store: Store,
    readonly host: HTMLElement,
  ) {
    this.on = signal(store.get(NAME) !== "off");
    host.addEventListener("pointerdown", this.#unlock);
    host.addEventListener("keydown", this.#unlock);
  }

  toggle(): void {
    this.on.value = !this.on.value;
    this.store.set(NAME, this.on.value ? "on" : "off");
  }

  play(): void {
    const audio = this.#audio;
    if (!this.on.value || audio?.state !== "running") return;
    for (const [at, pitch] of [
      [0, 660],
      [0.11, 880],
    ] as const) {
      const begin = audio.currentTime + at;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0, begin);
      volume.gain.linearRampToValueAtTime(0.07, begin + 0.015);
      volume.gain.exponentialRampToValueAtTime(0.0001, begin + 0.28);
      tone.connect(volume).connect(audio.destination);
      tone.start(begin);
      tone.stop(begin + 0.3);
    }
  }

  stop(): void {
    this.host.removeEventListener("pointerdown", this.#unlock);
    this.host.removeEventListener("keydown", this.#unlock);
    this.#audio?.close().catch(() => {});
  }
}
