namespace Bench.Rows;

/// <summary>A measurement: one budget of the design, or the cost of a peer for comparison.</summary>
internal interface IRow
{
    string Name { get; }

    /// <summary>For <c>--list</c>.</summary>
    string Title { get; }

    /// <summary>Adds its lines to the report; if it is interrupted, for the completed rounds.</summary>
    Task RunAsync(RowContext context, CancellationToken cancellationToken);
}
