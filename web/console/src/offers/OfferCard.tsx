import { Button } from "@mantine/core";
import type { OfferRow } from "../core/wire";
import { useDesk } from "../desk/DeskContext";
import { visitorName } from "../desk/visitorName";
import { t } from "../messages/t";
import { neutralise } from "../text/neutralise";
import { duration } from "../ui/duration";
import { Icon } from "../ui/Icon";
import { PersonMark } from "../ui/PersonMark";
import { setPreference, usePreferences } from "../ui/preferences";
import { useNow } from "../ui/useNow";
import classes from "./OfferCard.module.css";

interface OfferCardProps {
  row: OfferRow;
  answering: "accept" | "decline" | null;
  /** Whether the mute button, which is for all, stands on this one. */
  withMute: boolean;
  onAnswer: (how: "accept" | "decline") => void;
  /** Declines, and says why. */
  onReason: () => void;
}

/** One ring: who, what they said, how long, and the two answers. */
export function OfferCard({ row, answering, withMute, onAnswer, onReason }: OfferCardProps) {
  const { visitor, said, everyone, takeover, handed, since, until } = row;
  const name = visitorName(visitor);
  const sound = usePreferences((state) => state.sound);
  const offset = useDesk((state) => state.clockOffset);
  const now = useNow() + offset;
  const left = Math.max(0, Date.parse(until) - now);
  const whole = Math.max(1, Date.parse(until) - Date.parse(since));
  const urgent = left < 20_000;
  const facts = [visitor.name ? visitor.email : null, visitor.page].filter((fact) => fact != null);
  // Name and e-mail stand beside it already: the room is for what the visitor wants.
  const words = said.filter((text) => text !== visitor.name && text !== visitor.email).slice(-3);

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this groups an offer and its answers
    <div
      role="group"
      aria-label={t("offer.from", { name })}
      className={classes.card}
      data-urgent={urgent || undefined}
    >
      <PersonMark name={visitor.name ?? visitor.email ?? null} seed={row.conversation} size={44} />
      <div className={classes.who}>
        <p className={classes.title}>
          <span className={classes.live} />
          {t("offer.title")}
          {handed ? (
            <span className={classes.takeover}>
              <Icon name="swap" size={14} />
              {t("offer.handed", { name: neutralise(handed.by) })}
            </span>
          ) : takeover ? (
            <span className={classes.takeover} title={t("offer.takeover")}>
              <Icon name="swap" size={14} />
              {t("offer.takeoverShort")}
              <span className="fd-unseen">. {t("offer.takeover")}</span>
            </span>
          ) : null}
          {everyone ? (
            <span className={classes.takeover} title={t("offer.everyone")}>
              <Icon name="users" size={14} />
              {t("offer.everyoneShort")}
              <span className="fd-unseen">. {t("offer.everyone")}</span>
            </span>
          ) : null}
        </p>
        <p className={classes.name}>
          <bdi>{name}</bdi>
        </p>
        {handed?.note ? (
          <p className={classes.note} dir="auto">
            {neutralise(handed.note)}
          </p>
        ) : null}
        {facts.length > 0 ? <p className={classes.facts}>{neutralise(facts.join(" · "))}</p> : null}
      </div>
      {words.length > 0 ? (
        <ul className={classes.said} aria-label={t("offer.said")}>
          {words.map((text, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole
            <li key={at} dir="auto">
              {neutralise(text)}
            </li>
          ))}
        </ul>
      ) : (
        <span className={classes.said} />
      )}
      <div className={classes.answers}>
        <span className={classes.left} data-testid="offer-left">
          {left > 0 ? t("offer.left", { time: duration(left) }) : t("offer.timeUp")}
        </span>
        <Button
          onClick={() => onAnswer("accept")}
          disabled={left === 0 || answering !== null}
          aria-label={t("offer.acceptFrom", { name })}
          aria-keyshortcuts="Alt+A"
        >
          {answering === "accept" ? t("offer.accepting") : t("offer.accept")}
        </Button>
        <Button
          variant="default"
          onClick={() => onAnswer("decline")}
          disabled={answering !== null}
          aria-label={t("offer.declineFrom", { name })}
          aria-keyshortcuts="Alt+D"
        >
          {t("offer.decline")}
        </Button>
        <button
          type="button"
          className={classes.mute}
          onClick={onReason}
          disabled={answering !== null}
          aria-label={t("offer.declineWhy", { name })}
        >
          <Icon name="more" />
        </button>
        {withMute ? (
          <button
            type="button"
            className={classes.mute}
            aria-label={sound ? t("offer.mute") : t("offer.unmute")}
            onClick={() => setPreference({ sound: !sound })}
          >
            <Icon name={sound ? "sound" : "muted"} />
          </button>
        ) : (
          <span className={classes.mute} />
        )}
      </div>
      <span className={classes.bar} aria-hidden="true">
        <span style={{ transform: `scaleX(${Math.min(1, left / whole)})` }} />
      </span>
    </div>
  );
}
