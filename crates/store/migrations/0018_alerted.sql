-- Live chats whose visitor waits too long for an answer (ROUTE-14): those who supervise are told of them.
alter table conversation add column alerted {{bool}} not null default false;
create index conversation_alerted on conversation (id) where alerted;
