/**
 * For what is read to be edited: read when its page opens, and not again while somebody writes. A window that comes back, or
 * a network that does, would take away what they have not saved.
 */
export const ONCE_READ = { staleTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;
