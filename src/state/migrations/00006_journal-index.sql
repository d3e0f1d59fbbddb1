-- No query goes by domain and id; v_changes finds the domain in the addresses. Each call paid for it.

DROP INDEX domctl.journal_by_domain;
