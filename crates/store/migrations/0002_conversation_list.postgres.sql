-- Where a conversation stands, for lists; and when it began beside who has held it, so that theirs come in order.
alter table conversation add column standing text not null default 'automated';
update conversation set standing = case
    when state #> '{phase,live,ended}' is not null then state #>> '{phase,live,ended,outcome}'
    when state #> '{phase,live,held}' is not null then 'live'
    when state #> '{phase,live,held_offering}' is not null then 'live'
    when state #> '{phase,live}' is not null then 'connecting'
    when state #> '{phase,finished}' is not null then 'finished'
    else 'automated' end;
create index conversation_started on conversation (started, id);
create index conversation_standing on conversation (standing, started, id);
create index conversation_dialogue on conversation (dialogue, started, id);

alter table participant add column started timestamptz not null default 'epoch';
update participant set started = (select started from conversation c where c.id = participant.conversation);
create index participant_started on participant (account, started, conversation);
create index participant_conversation on participant (conversation);
