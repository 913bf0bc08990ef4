import { t } from "../messages/t";
import { useMay } from "../session/useMay";
import { Part } from "../ui/Page";
import { AudienceWords } from "./AudienceWords";
import { ta } from "./audience-texts";
import classes from "./Dialogues.module.css";
import { EVENTS } from "./events";
import type { DialogueRow, StreamFile } from "./queries";
import { SettingsForm } from "./SettingsForm";

export interface SettingsPartProps {
  id: string;
  row: DialogueRow;
  file: StreamFile;
}

/** What of a dialogue is changed without its cards. Who may not change it reads it, and of what is archived everybody. */
export function SettingsPart(props: SettingsPartProps) {
  const manages = useMay()("manage_dialogues") && !props.row.archived;
  return (
    <Part title={t("dialogues.settings")} {...(manages ? { hint: t("dialogues.settingsHint") } : {})}>
      {manages ? <SettingsForm {...props} /> : <Read file={props.file} />}
    </Part>
  );
}

function Read({
  file: { targets, exclusions = [], audience, events = {}, priority = 1 },
}: {
  file: StreamFile;
}) {
  const lines = (label: string, pages: readonly string[]) => (
    <div>
      <dt>{label}</dt>
      {pages.length === 0 ? <dd>–</dd> : pages.map((page) => <dd key={page}>{page}</dd>)}
    </div>
  );
  const waits = EVENTS.flatMap(({ name, label }) => (events[name] ? [`${ta(label)}: ${events[name]}`] : []));
  return (
    <dl className={classes.read}>
      {lines(t("dialogues.targets"), targets)}
      {lines(t("dialogues.exclusions"), exclusions)}
      <div>
        <dt>{ta("audience")}</dt>
        <dd>{audience ? <AudienceWords criteria={audience} /> : ta("everybody")}</dd>
      </div>
      {lines(ta("events"), waits)}
      {lines(t("dialogues.order"), [String(priority)])}
    </dl>
  );
}
