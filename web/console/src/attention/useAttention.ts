import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useDesk, useDeskSession } from "../desk/DeskContext";
import { visitorName } from "../desk/visitorName";
import { t } from "../messages/t";
import { usePreferences } from "../ui/preferences";
import { ping, readyOnFirstGesture, ring } from "./chime";
import { newsBetween } from "./news";
import { notify } from "./notifications";

const RING_EVERY_MS = 3500;

/** Makes the agent aware of offers and messages: sounds, and notifications while the page is not looked at. */
export function useAttention(): void {
  const session = useDeskSession();
  const navigate = useNavigate();
  const sound = usePreferences((state) => state.sound);
  const rings = useDesk((state) =>
    Object.keys(state.desk.offers).some((conversation) => !(conversation in state.answering)),
  );

  useEffect(readyOnFirstGesture, []);

  useEffect(() => {
    if (!rings || !sound) return;
    ring();
    const timer = setInterval(ring, RING_EVERY_MS);
    return () => clearInterval(timer);
  }, [rings, sound]);

  useEffect(
    () =>
      session.store.subscribe((after, before) => {
        const { offers, messages, unanswered } = newsBetween(before, after);
        if (messages.length + unanswered.length > 0 && usePreferences.getState().sound) ping();
        if (document.visibilityState === "visible" && document.hasFocus()) return;
        for (const { conversation, visitor, said } of offers) {
          const title = t("offer.from", { name: visitorName(visitor) });
          notify(title, said.at(-1) ?? "", conversation, () => {});
        }
        for (const { conversation, visitor, snippet } of messages) {
          const open = () => void navigate({ to: "/inbox/$conversation", params: { conversation } });
          notify(t("notify.message", { name: visitorName(visitor) }), snippet ?? "", conversation, open);
        }
        for (const { conversation, visitor } of unanswered) {
          const own = conversation in after.desk.chats;
          const to = own ? "/inbox/$conversation" : "/conversations/$conversation";
          const open = () => void navigate({ to, params: { conversation } });
          notify(t("log.unanswered", { name: visitorName(visitor) }), "", conversation, open);
        }
      }),
    [session, navigate],
  );
}
