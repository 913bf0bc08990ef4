import type { ReactNode } from "react";
import type { VisitorCard } from "../core/wire";
import { visitorName } from "../desk/visitorName";
import { t } from "../messages/t";
import { PlainText } from "../text/PlainText";
import { PersonMark } from "../ui/PersonMark";
import classes from "./VisitorPanel.module.css";

/** What is known of the visitor. */
export function VisitorPanel({
  conversation,
  card,
}: {
  conversation: string;
  card: VisitorCard | undefined;
}) {
  return (
    <div className={classes.panel}>
      <div className={classes.who}>
        <PersonMark name={card?.name ?? card?.email ?? null} seed={conversation} size={56} />
        <strong>
          <bdi>{visitorName(card)}</bdi>
        </strong>
      </div>
      <dl>
        <Fact label={t("visitor.name")}>{card?.name ? <PlainText text={card.name} /> : null}</Fact>
        <Fact label={t("visitor.email")}>{card?.email ? <PlainText text={card.email} /> : null}</Fact>
        <Fact label={t("visitor.page")}>{card?.page ? <PlainText text={card.page} /> : null}</Fact>
      </dl>
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <bdi>{children ?? t("visitor.none")}</bdi>
      </dd>
    </div>
  );
}
