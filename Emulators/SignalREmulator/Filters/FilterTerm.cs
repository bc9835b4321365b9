namespace SignalREmulator.Filters;

internal enum FilterType
{
    Text,
    Number,
    Truth,

    /// <summary>The literal null, which is compatible with every type.</summary>
    Null,

    /// <summary>The names of the connection's groups.</summary>
    Groups,
}

/// <summary>A part of a filter with a value: string, int, bool or null; <see cref="FilterType.Groups"/> are never evaluated.</summary>
/// <param name="IsLiteral">True if the value is the same for every connection.</param>
internal sealed record FilterTerm(FilterType Type, Func<FilterSubject, object?> Value, bool IsLiteral = false)
{
    public static readonly FilterTerm Groups = new(FilterType.Groups, _ => null);

    public static FilterTerm Literal(FilterType type, object? value) => new(type, _ => value, IsLiteral: true);

    public bool Is(FilterType type) => Type == type || Type == FilterType.Null;
}
