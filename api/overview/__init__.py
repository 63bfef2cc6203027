"""Questions about everything a department does: its programmes, the largest budgets, what happens in a period."""
