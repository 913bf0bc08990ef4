import { type RefObject, useEffect, useRef } from "react";

/** A form whose first marked field takes the focus, each time that it was tried. */
export function useFaultFocus(tried: number): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  // What is wrong is marked by then.
  useEffect(() => {
    if (tried > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [tried]);
  return form;
}
