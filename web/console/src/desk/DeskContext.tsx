import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { useStore } from "zustand";
import { DeskSession } from "../core/DeskSession";
import type { DeskState } from "../core/DeskState";
import type { Me } from "../core/wire";
import { refusal } from "../messages/refusal";
import { t } from "../messages/t";
import { checkSession, sessionOver } from "../session/leave";
import { pageStorage } from "../ui/pageStorage";
import { toast } from "../ui/toasts";
import { openSocket } from "./openSocket";
import { reloadOnce } from "./reloadOnce";

const Context = createContext<DeskSession | null>(null);

/** One live desk for all pages of the signed-in user. */
export function DeskProvider({ me, children }: { me: Me; children: ReactNode }) {
  const [session] = useState(
    () =>
      new DeskSession({
        user: me.id,
        open: openSocket,
        storage: pageStorage(),
        onSignedOut: sessionOver,
        onWrongProtocol: reloadOnce,
        onSocketRefused: () => void checkSession(),
        onFailed: (_, code) => toast(t("chat.endFailed", { message: refusal(code) })),
      }),
  );
  useEffect(() => {
    const nudge = () => session.nudge();
    const seen = () => {
      session.look({ visible: document.visibilityState === "visible" });
      if (document.visibilityState === "visible") session.nudge();
    };
    const stored = (event: StorageEvent) => {
      if (event.key === null || event.key.startsWith("frontdesk.outbox.")) session.outbox.storageChanged();
    };
    seen();
    session.start();
    window.addEventListener("online", nudge);
    window.addEventListener("storage", stored);
    document.addEventListener("visibilitychange", seen);
    return () => {
      session.stop();
      window.removeEventListener("online", nudge);
      window.removeEventListener("storage", stored);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [session]);
  return <Context.Provider value={session}>{children}</Context.Provider>;
}

export function useDeskSession(): DeskSession {
  const session = useContext(Context);
  if (!session) throw new Error("outside of DeskProvider");
  return session;
}

/** A part of the desk's state; the selector must return the same value for the same state. */
export function useDesk<Part>(selector: (state: DeskState) => Part): Part {
  return useStore(useDeskSession().store, selector);
}
