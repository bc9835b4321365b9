namespace Bench.Rows;

/// <summary>Something the bench measures: one budget of the design, or one peer's cost beside it.</summary>
internal interface IRow
{
    string Name { get; }

    /// <summary>For <c>--list</c>.</summary>
    string Title { get; }

    /// <summary>Adds its lines to the report, also when it is broken off: then of the rounds that there were.</summary>
    Task RunAsync(RowContext context, CancellationToken cancellationToken);
}
