-- Where a conversation stands, for lists; and when it began beside who has held it, so that theirs come in order.
alter table conversation add column standing TEXT not null default 'automated';
update conversation set standing = case
    when json_extract(state, '$.phase.live.ended') is not null then json_extract(state, '$.phase.live.ended.outcome')
    when json_extract(state, '$.phase.live.held') is not null then 'live'
    when json_extract(state, '$.phase.live.held_offering') is not null then 'live'
    when json_extract(state, '$.phase.live') is not null then 'connecting'
    when json_extract(state, '$.phase.finished') is not null then 'finished'
    else 'automated' end;
create index conversation_started on conversation (started, id);
create index conversation_standing on conversation (standing, started, id);
create index conversation_dialogue on conversation (dialogue, started, id);

alter table participant add column started INTEGER not null default 0;
update participant set started = (select started from conversation c where c.id = participant.conversation);
create index participant_started on participant (account, started, conversation);
create index participant_conversation on participant (conversation);
