import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ConversationRowLink } from "../conversations/ConversationRowLink";
import { detailQuery } from "../conversations/queries";
import type { VisitorCard } from "../core/wire";
import { attributeName } from "../desk/attributeName";
import { visitorName } from "../desk/visitorName";
import { t } from "../messages/t";
import { PlainText } from "../text/PlainText";
import { PersonMark } from "../ui/PersonMark";
import classes from "./VisitorPanel.module.css";

/** What is told above the list of attributes already. */
const TOLD: ReadonlySet<string> = new Set(["person.first_name", "person.last_name", "person.email"]);

/** What is known of the visitor, and their other conversations (`INBOX-4`). */
export function VisitorPanel({
  conversation,
  card,
}: {
  conversation: string;
  card: VisitorCard | undefined;
}) {
  const { data } = useQuery(detailQuery(conversation));
  const others = data?.attributes.filter(({ attribute }) => !TOLD.has(attribute)) ?? [];
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
        {others.map(({ attribute, value }) => (
          <Fact key={attribute} label={attributeName(attribute)}>
            <PlainText text={value} />
          </Fact>
        ))}
      </dl>
      {data === undefined ? null : (
        <section className={classes.history} aria-labelledby="visitor-history">
          <h3 id="visitor-history">{t("visitor.history")}</h3>
          {data.history.length === 0 ? <p>{t("visitor.noHistory")}</p> : null}
          <ul>
            {data.history.map((row) => (
              <li key={row.conversation}>
                <ConversationRowLink row={row} filters={{}} selected={false} />
              </li>
            ))}
          </ul>
        </section>
      )}
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
