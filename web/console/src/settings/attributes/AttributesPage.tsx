import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "../../messages/t";
import { useMay } from "../../session/useMay";
import { Needs } from "../../shell/Needs";
import { Icon } from "../../ui/Icon";
import { Listing } from "../../ui/Listing";
import { Page } from "../../ui/Page";
import classes from "../Rows.module.css";
import { AttributeDialog } from "./AttributeDialog";
import { NewAttributeDialog } from "./NewAttributeDialog";
import { type Attribute, attributesQuery } from "./queries";

/** What is known of persons and companies, and what may be asked for. */
export function AttributesPage() {
  return (
    <Needs permission="view_dialogues">
      <Attributes />
    </Needs>
  );
}

function Attributes() {
  const manages = useMay()("manage_chatbot_settings");
  const asked = useQuery(attributesQuery);
  const [adding, setAdding] = useState(false);
  const [edited, setEdited] = useState<Attribute | null>(null);
  return (
    <Page
      title={t("attributes.title")}
      hint={t("attributes.hint")}
      actions={
        manages ? (
          <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
            {t("attributes.new")}
          </Button>
        ) : undefined
      }
    >
      <Listing
        label={t("attributes.title")}
        asked={asked}
        rows={asked.data?.filter(({ name }) => !name.startsWith("list."))}
        keyOf={({ name }) => name}
        failed={t("attributes.failed")}
        none={t("attributes.none")}
      >
        {(row) => <AttributeRow row={row} {...(manages ? { onEdit: () => setEdited(row) } : {})} />}
      </Listing>
      {adding ? <NewAttributeDialog onClose={() => setAdding(false)} /> : null}
      {edited === null ? null : <AttributeDialog row={edited} onClose={() => setEdited(null)} />}
    </Page>
  );
}

function AttributeRow({ row, onEdit }: { row: Attribute; onEdit?: () => void }) {
  const { name, kind, values, standard, capturable, greetable } = row;
  return (
    <div className={classes.row}>
      <div className={classes.what}>
        <code>{name}</code>
        <span>{values.length > 0 ? values.join(", ") : t(`attributes.${kind}`)}</span>
      </div>
      <span>{t(standard ? "attributes.standard" : "attributes.custom")}</span>
      <span>
        {capturable ? null : t("attributes.readOnly")}
        {capturable && greetable ? t("attributes.greetable") : null}
      </span>
      {capturable && onEdit ? (
        <Button variant="default" aria-label={t("attributes.edit", { name })} onClick={onEdit}>
          {t("attributes.editShort")}
        </Button>
      ) : null}
    </div>
  );
}
