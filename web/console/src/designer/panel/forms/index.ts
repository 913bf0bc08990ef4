import { type ComponentType, lazy } from "react";
import type { CardKind } from "../../core/stream";
import { ActionForm } from "./ActionForm";
import { CaptureForm } from "./CaptureForm";
import type { FormProps } from "./Form";
import { GoalForm } from "./GoalForm";
import { MessageForm } from "./MessageForm";
import { QuestionForm } from "./QuestionForm";

// They bring much that the others do without.
const ConditionForm = lazy(() =>
  import("./ConditionForm").then((module) => ({ default: module.ConditionForm })),
);
const LiveChatForm = lazy(() =>
  import("./LiveChatForm").then((module) => ({ default: module.LiveChatForm })),
);
const MeetingForm = lazy(() => import("./MeetingForm").then((module) => ({ default: module.MeetingForm })));

/** How every kind of card is filled in. What the editor knows of them: `core/kinds`. */
export const FORMS: { readonly [Kind in CardKind]: ComponentType<FormProps<Kind>> } = {
  message: MessageForm,
  question: QuestionForm,
  capture: CaptureForm,
  live_chat: LiveChatForm,
  meeting: MeetingForm,
  goal: GoalForm,
  action: ActionForm,
  condition: ConditionForm,
};
