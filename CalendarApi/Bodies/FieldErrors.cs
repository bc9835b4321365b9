using TeamCalendars.Rules;

namespace CalendarApi.Bodies;

/// <summary>The errors of a request by field, with the field names of the wire format.</summary>
internal sealed class FieldErrors
{
    private readonly SortedDictionary<string, List<string>> reasons = new(StringComparer.Ordinal);

    public bool Any => reasons.Count > 0;

    public FieldErrors Add(string field, string reason)
    {
        if (!reasons.TryGetValue(field, out var list))
        {
            reasons[field] = list = [];
        }

        list.Add(reason);
        return this;
    }

    /// <summary>The id that a client chose for an item is none.</summary>
    public FieldErrors AddInvalidId() => Add("id", "must have 1 to 64 of the characters A-Z a-z 0-9 _ -");

    public FieldErrors Add(IEnumerable<RuleViolation> violations)
    {
        foreach (var violation in violations)
        {
            Add(violation.Field, violation.Reason);
        }

        return this;
    }

    public Dictionary<string, string[]> ToDictionary() => reasons.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);
}
