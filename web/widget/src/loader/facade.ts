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

  const listeners = new Map<string, Set<Listener>>();
  const widget = make((event) => {
    for (const listener of listeners.get(event) ?? []) {
      try {
        listener();
      } catch (error) {
        // The page's fault must reach the page's own error handling, and not stop the chat.
        reportError(error);
      }
    }
    dispatchEvent(new CustomEvent(`frontdesk:${event}`));
  });

  const on = (event: string, listener: Listener) => {
    const set = listeners.get(event) ?? new Set();
    listeners.set(event, set.add(listener));
    return () => {
      set.delete(listener);
    };
  };
  const facade = async (command: string, ...args: unknown[]) => {
    if (command === "on") on(...(args as [string, Listener]));
    else if (/^(boot|open|close|toggle|shutdown)$/.test(command)) await widget[command as keyof Widget]();
  };
  page.Frontdesk = Object.assign(facade, { on, loaded: true as const });
  widget.boot();
  for (const [command, ...args] of (stub?.q ?? []).map((one) => Array.from(one))) {
    facade(String(command), ...args);
  }
}
