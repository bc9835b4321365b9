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
