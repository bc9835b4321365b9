namespace Bench.Reporting;

/// <summary>What the design allows, and what was measured against it.</summary>
/// <param name="Text">As in the design: <c>≤ 2× hub</c>.</param>
/// <param name="Measured">In the limit's unit, as it is judged.</param>
/// <param name="Limit">The bound, itself allowed; null where the design has none.</param>
/// <param name="IsFloor">Whether the limit is to be reached rather than kept below.</param>
/// <param name="Format">How <paramref name="Measured"/> is written, as <c>0.00×</c>.</param>
internal sealed record Budget(string Text, double Measured, double? Limit, bool IsFloor, string Format)
{
    /// <summary>How many clients the budgets of latency and fan-out are for; figures of other numbers are told without one.</summary>
    public const int Clients = 1_000;

    /// <summary>False also where nothing was measured: not a number is not below any limit. Null where there is nothing to judge by.</summary>
    public bool? IsMet => Limit is null ? null : IsFloor ? Measured >= Limit : Measured <= Limit;

    public static Budget AtMost(string text, double measured, double limit, string format) => new(text, measured, limit, IsFloor: false, format);

    public static Budget AtLeast(string text, double measured, double limit, string format) => new(text, measured, limit, IsFloor: true, format);

    public static Budget ForComparison(string text, double measured, string format) => new(text, measured, Limit: null, IsFloor: false, format);
}
