const FOCUSABLE =
  "button:not(:disabled),textarea:not(:disabled),input:not(:disabled),select:not(:disabled),a[href],[tabindex='0']";

/** What is next to do: marked by the parts themselves, else the first thing that takes the focus. */
export function focusNext(panel: HTMLElement): void {
  const wanted = panel.querySelector<HTMLElement>("[data-next]:not(:disabled)");
  const types = wanted?.matches("textarea,input");
  // On touch screens a focused field brings up the keyboard over what the visitor came to read.
  const target = types && matchMedia("(pointer: coarse)").matches ? panel : (wanted ?? panel);
  target.focus({ preventScroll: true });
}

/** Tab goes round inside, for a window that covers everything else. */
export function cycleTab(panel: HTMLElement, event: KeyboardEvent): void {
  const all = [...panel.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (one) => one.getClientRects().length,
  );
  const active = (panel.getRootNode() as ShadowRoot).activeElement;
  const [first, last] = [all[0], all.at(-1)];
  if (event.shiftKey && (active === first || active === panel)) {
    event.preventDefault();
    last?.focus();
  } else if (!event.shiftKey && active === last) {
    event.preventDefault();
    first?.focus();
  }
}
