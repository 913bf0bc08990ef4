/** Marks that turn the direction of what follows, and could make a text or an address read as another one. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/** The text without direction overrides; whole bubbles get their direction from `dir="auto"`. */
export function neutralise(text: string): string {
  return text.replace(TURNING, "");
}
