import { signal } from "@preact/signals";
import { render } from "preact";

const open = signal(false);

/** Draws the chat into the loader's shadow root. */
export function mount(root: ShadowRoot): void {
  open.value = true;
  const place = document.createElement("div");
  root.append(place);
  render(<Panel />, place);
}

function Panel() {
  return open.value ? (
    <div role="dialog" aria-label="Chat">
      Hello
    </div>
  ) : null;
}
