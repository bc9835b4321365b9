using System.Collections.Frozen;

namespace SignalREmulator.Filters;

/// <summary>A function of a filter. If an argument is null, the result is null.</summary>
internal sealed record FilterFunction(FilterType Result, FilterType[] Parameters, Func<object?[], object?> Compute)
{
    private static readonly FrozenDictionary<string, FilterFunction[]> ByName = new Dictionary<string, FilterFunction[]>(StringComparer.Ordinal)
    {
        ["startswith"] = [OfTexts((text, other) => text.StartsWith(other, StringComparison.Ordinal))],
        ["endswith"] = [OfTexts((text, other) => text.EndsWith(other, StringComparison.Ordinal))],
        ["contains"] = [OfTexts((text, other) => text.Contains(other, StringComparison.Ordinal))],
        ["indexof"] = [new(FilterType.Number, [FilterType.Text, FilterType.Text], values => ((string)values[0]!).IndexOf((string)values[1]!, StringComparison.Ordinal))],
        ["concat"] = [new(FilterType.Text, [FilterType.Text, FilterType.Text], values => $"{values[0]}{values[1]}")],
        ["tolower"] = [OfText(text => text.ToLowerInvariant())],
        ["toupper"] = [OfText(text => text.ToUpperInvariant())],
        ["trim"] = [OfText(text => text.Trim())],
        ["substring"] =
        [
            new(FilterType.Text, [FilterType.Text, FilterType.Number], values => Substring((string)values[0]!, (int)values[1]!, int.MaxValue)),
            new(FilterType.Text, [FilterType.Text, FilterType.Number, FilterType.Number], values => Substring((string)values[0]!, (int)values[1]!, (int)values[2]!)),
        ],
        ["length"] =
        [
            new(FilterType.Number, [FilterType.Text], values => ((string)values[0]!).Length),
            new(FilterType.Number, [FilterType.Groups], values => values[0]),
        ],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool Exists(string name) => ByName.ContainsKey(name);

    /// <returns>Null if the function does not accept these arguments.</returns>
    public static FilterTerm? Call(string name, IReadOnlyList<FilterTerm> arguments)
    {
        var function = Array.Find(ByName[name], candidate =>
            candidate.Parameters.Length == arguments.Count && candidate.Parameters.Zip(arguments).All(pair => Takes(pair.First, pair.Second)));
        return function is null ? null : new FilterTerm(function.Result, subject =>
        {
            var values = new object?[arguments.Count];
            for (var index = 0; index < values.Length; index++)
            {
                values[index] = arguments[index].Type == FilterType.Groups ? subject.Groups.Count : arguments[index].Value(subject);
                if (values[index] is null)
                {
                    return null;
                }
            }

            return function.Compute(values);
        });
    }

    // Number arguments are literals from 0 up: the grammar has no others.
    private static bool Takes(FilterType parameter, FilterTerm argument) => parameter switch
    {
        FilterType.Groups => argument.Type == FilterType.Groups,
        FilterType.Number => argument is { Type: FilterType.Number, IsLiteral: true } && argument.Value(default) is >= 0,
        _ => argument.Is(parameter),
    };

    private static FilterFunction OfText(Func<string, string> compute) => new(FilterType.Text, [FilterType.Text], values => compute((string)values[0]!));

    private static FilterFunction OfTexts(Func<string, string, bool> compute) =>
        new(FilterType.Truth, [FilterType.Text, FilterType.Text], values => compute((string)values[0]!, (string)values[1]!));

    private static string Substring(string text, int start, int length) =>
        start >= text.Length ? "" : text.Substring(start, Math.Min(length, text.Length - start));
}
