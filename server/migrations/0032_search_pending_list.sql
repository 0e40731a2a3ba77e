-- New entries of the words' index wait in a short list and are sorted in together, by the search's worker, for whom nobody
-- waits. A search walks through that list: it stays short. In kB.
alter index message_search_words set (fastupdate = on, gin_pending_list_limit = 256);
