import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { CriteriaField, kindIn } from "../criteria/CriteriaField";
import { faultsOf, type GroupDraft, toCriteria } from "../criteria/draft";
import { t } from "../messages/t";
import { faultText } from "../session/api";
import { attributesQuery } from "../settings/attributes/queries";
import { Loading } from "../shell/Loading";
import { Fault } from "../ui/Fault";
import { ta } from "./audience-texts";
import classes from "./Dialogues.module.css";
import { lookAtAudience } from "./queries";
import { WhoWould } from "./WhoWould";

interface AudienceFieldProps {
  group: GroupDraft;
  /** Whether what is not finished is marked. */
  marked: boolean;
  onChange: (group: GroupDraft) => void;
  /** Somebody asks about criteria that are not finished. */
  onUnfinished: () => void;
}

/** For whom a dialogue is, by what is known of visitors (`TARGET-2`), and for how many that holds. */
export function AudienceField({ group, marked, onChange, onUnfinished }: AudienceFieldProps) {
  const asked = useQuery(attributesQuery);
  const looking = useMutation({ mutationFn: lookAtAudience });
  // Before anybody talks there is neither a conversation nor an agent.
  const attributes = asked.data?.filter(({ name }) => !/^(agent|conversation)\./.test(name));
  const faults = faultsOf(group, (name) => kindIn(attributes ?? [], name));
  const look = () => {
    if (faults.size > 0) onUnfinished();
    else looking.mutate(toCriteria(group));
  };
  return (
    <fieldset className={classes.fields}>
      <legend>{ta("audience")}</legend>
      <p className={classes.hint}>{ta("audienceHint")}</p>
      {attributes === undefined ? (
        asked.error === null ? (
          <Loading />
        ) : (
          <div role="alert">
            <p>{ta("audienceFailed")}</p>
            <Button variant="default" onClick={() => void asked.refetch()}>
              {t("list.retry")}
            </Button>
          </div>
        )
      ) : (
        <CriteriaField
          group={group}
          attributes={attributes}
          faults={marked ? faults : new Map()}
          onChange={(next) => {
            // What was told is of other criteria.
            looking.reset();
            onChange(next);
          }}
        />
      )}
      {attributes === undefined ? null : (
        <div className={classes.asked}>
          <Button variant="default" onClick={look} loading={looking.isPending}>
            {ta("who")}
          </Button>
          <Fault text={looking.error === null ? null : faultText(looking.error)} />
          <div role="status">{looking.data === undefined ? null : <WhoWould answer={looking.data} />}</div>
        </div>
      )}
    </fieldset>
  );
}
