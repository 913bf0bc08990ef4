-- Dialogues that are put away: no page shows them, and lists leave them out. One that was deleted stays for the sake of
-- the conversations that ran it, under another name.
alter table dialogue add column archived {{time}};
alter table dialogue add column deleted {{time}};
