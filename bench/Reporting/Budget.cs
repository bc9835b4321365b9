namespace Bench.Reporting;

/// <summary>The design's limit, and the figure that it applies to.</summary>
/// <param name="Text">As in the design: <c>≤ 2× hub</c>.</param>
/// <param name="Measured">In the limit's unit.</param>
/// <param name="Limit">The bound, which is itself allowed; null if the design has none.</param>
/// <param name="IsFloor">Whether the limit is a minimum.</param>
/// <param name="Format">The format of <paramref name="Measured"/>, as <c>0.00×</c>.</param>
internal sealed record Budget(string Text, double Measured, double? Limit, bool IsFloor, string Format)
{
    /// <summary>The number of clients of the budgets of fan-out and latency.</summary>
    public const int Clients = 1_000;

    /// <summary>The number of clients of the other budgets of latency: in a system that has run for long, and in one that has just started.</summary>
    public const int FewClients = 100;

    /// <summary>Also false if nothing was measured, because not a number is below no limit. Null without a limit.</summary>
    public bool? IsMet => Limit is null ? null : IsFloor ? Measured >= Limit : Measured <= Limit;

    public static Budget AtMost(string text, double measured, double limit, string format) => new(text, measured, limit, IsFloor: false, format);

    public static Budget AtLeast(string text, double measured, double limit, string format) => new(text, measured, limit, IsFloor: true, format);

    public static Budget ForComparison(string text, double measured, string format) => new(text, measured, Limit: null, IsFloor: false, format);
}
