namespace SignalREmulator.Filters;

internal enum FilterType
{
    Text,
    Number,
    Truth,

    /// <summary>The literal, which goes with every other.</summary>
    Null,

    /// <summary>The names of the connection's groups.</summary>
    Groups,
}

/// <summary>Part of a filter that has a value. Values are string, int, bool or null; those of <see cref="FilterType.Groups"/> are not asked for.</summary>
/// <param name="IsLiteral">True when the value is the same for every connection.</param>
internal sealed record FilterTerm(FilterType Type, Func<FilterSubject, object?> Value, bool IsLiteral = false)
{
    public static readonly FilterTerm Groups = new(FilterType.Groups, _ => null);

    public static FilterTerm Literal(FilterType type, object? value) => new(type, _ => value, IsLiteral: true);

    public bool Is(FilterType type) => Type == type || Type == FilterType.Null;
}
