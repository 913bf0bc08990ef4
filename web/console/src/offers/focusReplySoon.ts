/** Puts the cursor into the reply field once it is there; not on touch screens, where a keyboard would jump up. */
export function focusReplySoon(tries = 20): void {
  if (!window.matchMedia("(pointer: fine)").matches) return;
  const field = document.querySelector<HTMLTextAreaElement>("textarea[data-reply]:enabled");
  if (field) field.focus();
  else if (tries > 0) setTimeout(() => focusReplySoon(tries - 1), 50);
}
