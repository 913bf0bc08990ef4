/** What the loader and the chat know of each other: they are two bundles, and share only these shapes. */

import type { Ways } from "./core/transport";
import type { Wanted } from "./language";
import type { Store } from "./store";
import type { Show, WidgetSettings } from "./wire";

/** What the loader learned about this page. */
export interface View {
  token: string;
  show: Show;
  settings: WidgetSettings;
}

/** What the loader gives the chat. */
export interface ChatContext {
  host: HTMLElement;
  root: ShadowRoot;
  origin: string;
  view: View;
  local: Store;
  session: Store;
  /** The chat was opened or closed, by whatever way. */
  opened(open: boolean): void;
  /** How many messages the visitor has not read. */
  unread(count: number): void;
  /** What the last page view said is no longer so: ask again, with a new token when this one is not good. */
  renew(forgetToken: boolean): void;
  /** Back to the launcher, for the focus. */
  focusLauncher(): void;
  /** Fills its host in the page instead of lying over the page: it is always open. */
  inline?: boolean;
  /** Other ways to a server than by socket and by polling. */
  ways?: Ways;
}

/** What the chat gives the loader. */
export interface Chat {
  /** Opens the window. `focus` is false where the visitor did not ask for it, such as after a reload. */
  open(focus: boolean): void;
  close(): void;
  isOpen(): boolean;
  /** Another page view: an open chat goes on. */
  update(view: View): void;
  shutdown(): void;
}

export interface ChatModule {
  startChat(context: ChatContext): Chat;
}

/** What the chat's file exports. */
export interface ChatFile {
  /** `load` fetches what lies beside the loader. */
  prepare(wanted: Wanted, load: (file: string) => Promise<unknown>): Promise<ChatModule>;
}

/** Session-storage names by which the next page knows how the window stood in this tab. */
export const WAS_OPEN = "open";
/** Set while a live chat, or the wait for one, needs this tab's connection although the window is closed. */
export const WAS_LIVE = "live";
