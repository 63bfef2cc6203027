"""Values as Korean reports print them: amounts, counts, percentages, areas, ages and dates, read and written."""

from ingest.values.dates import Period, duration_days, duration_months, read_periods
from ingest.values.kinds import ValueKind, kinds_in
from ingest.values.quantities import Amount, Quantity, read_amounts, read_quantities, same_value
from ingest.values.writing import everyday, in_unit, said
from ingest.values.years import AS_OF, months_as_of, months_in, years_in

__all__ = [
    "AS_OF",
    "Amount",
    "Period",
    "Quantity",
    "ValueKind",
    "duration_days",
    "duration_months",
    "everyday",
    "in_unit",
    "kinds_in",
    "months_as_of",
    "months_in",
    "read_amounts",
    "read_periods",
    "read_quantities",
    "said",
    "same_value",
    "years_in",
]
