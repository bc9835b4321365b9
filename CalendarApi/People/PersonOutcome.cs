namespace CalendarApi.People;

/// <summary>What happened to the directory's entry of an account that a source named.</summary>
internal enum PersonOutcome
{
    Unchanged,
    Written,

    /// <summary>The name or address is not valid, the directory is full, or the entry keeps changing.</summary>
    Refused,
}
