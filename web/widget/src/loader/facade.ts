import type { Widget } from "./widget";

type Listener = (detail?: unknown) => void;

/** `window.Frontdesk`: a function of commands, and `on` for what happens. */
export interface Facade {
  (command: string, ...args: unknown[]): Promise<void>;
  on(event: string, listener: Listener): () => void;
  /** Commands given before the loader came: the snippet's stub keeps them here. */
  q?: ArrayLike<unknown>[];
  loaded?: true;
}

/** Puts the page's side in place of the stub, and does what the stub was told meanwhile. */
export function makeFacade(make: (emit: (event: string) => void) => Widget): void {
  const page = window as { Frontdesk?: Facade };
  const stub = page.Frontdesk;
  // A second script tag, or a page that runs its scripts again.
  if (stub?.loaded) return;

  const name = (event: string) => `frontdesk:${event}`;
  const widget = make((event) => {
    dispatchEvent(new CustomEvent(name(event)));
  });

  // The browser calls them: a page's fault reaches the page's own error handling, and does not stop the chat.
  const on = (event: string, listener: Listener) => {
    const heard = () => listener();
    addEventListener(name(event), heard);
    return () => removeEventListener(name(event), heard);
  };
  const facade = async (command: string, ...args: unknown[]) => {
    if (command === "on") on(...(args as [string, Listener]));
    else if (Object.hasOwn(widget, command)) await widget[command as keyof Widget](args[0] as boolean);
  };
  page.Frontdesk = Object.assign(facade, { on, loaded: true as const });
  widget.boot();
  for (const told of stub?.q ?? []) facade(...(Array.from(told) as [string, ...unknown[]]));
}
