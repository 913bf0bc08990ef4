import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { ringing } from "../core/Desk";
import type { OfferRow } from "../core/wire";
import { useDesk, useDeskSession } from "../desk/DeskContext";
import { visitorName } from "../desk/visitorName";
import { useShortcuts } from "../keyboard/useShortcuts";
import { refusal } from "../messages/refusal";
import { t } from "../messages/t";
import { toast } from "../ui/toasts";
import { focusReplySoon } from "./focusReplySoon";
import classes from "./OfferBanner.module.css";
import { OfferCard } from "./OfferCard";

const DeclineDialog = lazy(() =>
  import("./DeclineDialog").then((module) => ({ default: module.DeclineDialog })),
);

/** Chats that are offered to this agent now, on top of every page (`INBOX-1`). */
export function OfferBanner() {
  const session = useDeskSession();
  const navigate = useNavigate();
  const desk = useDesk((state) => state.desk);
  const answering = useDesk((state) => state.answering);
  const offers = useMemo(() => ringing(desk), [desk]);
  const open = offers.filter(({ conversation }) => !(conversation in answering));

  const [declining, setDeclining] = useState<OfferRow | null>(null);
  const stillOffered = declining !== null && desk.offers[declining.conversation]?.offer === declining.offer;

  const answer = async (row: OfferRow, how: "accept" | "decline", reason = "") => {
    if (row.conversation in session.store.getState().answering) return;
    const result = await session.answer(how, row, reason);
    if (result.ok && how === "accept") {
      await navigate({ to: "/inbox/$conversation", params: { conversation: row.conversation } });
      focusReplySoon();
    } else if (!result.ok && how === "accept") {
      const gone = result.code === "offer_gone" || result.code === "not_found";
      toast(gone ? t("offer.gone") : t("offer.failed", { message: refusal(result.code) }));
    } else if (!result.ok && result.code !== "offer_gone" && result.code !== "not_found") {
      toast(t("offer.failed", { message: refusal(result.code) }));
    }
  };

  const first = (how: "accept" | "decline") => {
    const row = open[0];
    if (row) void answer(row, how);
  };
  useShortcuts({ accept: () => first("accept"), decline: () => first("decline") });

  return (
    <>
      <Announcement offers={offers} />
      {offers.length === 0 ? null : (
        <section aria-label={t("offer.region")} className={classes.offers}>
          {offers.map((row, at) => (
            <OfferCard
              key={`${row.conversation}.${row.offer}`}
              row={row}
              answering={answering[row.conversation] ?? null}
              withMute={at === 0}
              onAnswer={(how) => void answer(row, how)}
              onReason={() => setDeclining(row)}
            />
          ))}
        </section>
      )}
      {declining && stillOffered ? (
        <Suspense>
          <DeclineDialog
            name={visitorName(declining.visitor)}
            onClose={() => setDeclining(null)}
            onDecline={(reason) => {
              setDeclining(null);
              void answer(declining, "decline", reason);
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
}

/** Told once per offer, to who does not see it; the countdown itself is not announced. */
function Announcement({ offers }: { offers: readonly OfferRow[] }) {
  const session = useDeskSession();
  const [told, setTold] = useState<{ key: string; text: string } | null>(null);
  const latest = offers.at(-1);
  const key = latest ? `${latest.conversation}.${latest.offer}` : null;
  if (latest && key !== null && told?.key !== key) {
    const seconds = Math.max(0, Math.round((Date.parse(latest.until) - session.serverNow()) / 1000));
    setTold({ key, text: t("offer.announce", { name: visitorName(latest.visitor), seconds }) });
  }
  useEffect(() => {
    if (key === null) setTold(null);
  }, [key]);
  return (
    <div role="alert" className="fd-unseen">
      {told?.text}
    </div>
  );
}
