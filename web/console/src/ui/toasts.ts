import { create } from "zustand";

export interface Toast {
  id: number;
  text: string;
}

const SHOWN_MS = 6000;
let last = 0;

/** Short notices that need no answer. */
export const useToasts = create<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }));

export function toast(text: string): void {
  last += 1;
  const id = last;
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(-2), { id, text }] }));
  setTimeout(() => dismiss(id), SHOWN_MS);
}

export function dismiss(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((each) => each.id !== id) }));
}
