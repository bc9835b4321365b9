namespace SignalREmulator.Filters;

/// <summary>The results of the operators, including null operands (OData 4.01, part 2, 5.1.1.1).</summary>
internal static class FilterOperators
{
    public static readonly string[] Comparisons = ["eq", "ne", "gt", "ge", "lt", "le"];

    public static FilterTerm And(FilterTerm left, FilterTerm right) => new(FilterType.Truth, subject =>
        left.Value(subject) is not bool one ? right.Value(subject) is false ? false : null
        : one ? right.Value(subject)
        : false);

    public static FilterTerm Or(FilterTerm left, FilterTerm right) => new(FilterType.Truth, subject =>
        left.Value(subject) is not bool one ? right.Value(subject) is true ? true : null
        : one ? true
        : right.Value(subject));

    public static FilterTerm Not(FilterTerm operand) => new(FilterType.Truth, subject => operand.Value(subject) is bool value ? !value : null);

    /// <summary>Only equality can be true for null; every other comparison with null is false.</summary>
    public static FilterTerm Compare(string name, FilterTerm left, FilterTerm right) => new(FilterType.Truth, name switch
    {
        "eq" => subject => Equals(left.Value(subject), right.Value(subject)),
        "ne" => subject => !Equals(left.Value(subject), right.Value(subject)),
        "gt" => subject => Order(left.Value(subject), right.Value(subject)) > 0,
        "ge" => subject => Order(left.Value(subject), right.Value(subject)) >= 0,
        "lt" => subject => Order(left.Value(subject), right.Value(subject)) < 0,
        _ => subject => Order(left.Value(subject), right.Value(subject)) <= 0,
    });

    public static FilterTerm In(FilterTerm left, IReadOnlyList<FilterTerm> list) => new(FilterType.Truth, subject =>
    {
        var value = left.Value(subject);
        return list.Any(item => Equals(item.Value(subject), value));
    });

    public static FilterTerm InGroups(FilterTerm left) =>
        new(FilterType.Truth, subject => left.Value(subject) is string group && subject.Groups.Contains(group));

    // Every comparison with null is false, like C#'s lifted comparisons.
    private static int? Order(object? left, object? right) => (left, right) switch
    {
        (string one, string other) => string.CompareOrdinal(one, other),
        (int one, int other) => one.CompareTo(other),
        _ => null,
    };
}
