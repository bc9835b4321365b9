using System.Globalization;

namespace SignalREmulator.Faults;

/// <summary>The errors of a request, by the field's path in its body.</summary>
internal sealed class FieldProblems
{
    private readonly Dictionary<string, string[]> byField;
    private readonly string prefix;

    public FieldProblems()
        : this(new(StringComparer.Ordinal), "")
    {
    }

    private FieldProblems(Dictionary<string, string[]> byField, string prefix)
    {
        this.byField = byField;
        this.prefix = prefix;
    }

    public IReadOnlyDictionary<string, string[]> ByField => byField;

    public FieldProblems Under(string field) => new(byField, $"{prefix}{field}.");

    public void Add(string field, string reason) => byField[prefix + field] = [.. byField.GetValueOrDefault(prefix + field, []), reason];

    public void Range(string field, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            Add(field, string.Create(CultureInfo.InvariantCulture, $"must be from {least} to {most}"));
        }
    }
}
