using Bench.Measuring;

namespace Bench.Reporting;

/// <summary>One line of the table: one quantity, side by side.</summary>
/// <param name="Row">The row that measured it.</param>
/// <param name="What">The quantity, its conditions, and what the figures beside it are.</param>
/// <param name="Unit">Of the figures.</param>
/// <param name="Figures">By peer.</param>
/// <param name="Budget">Null for what only informs.</param>
internal sealed record Line(string Row, string What, string Unit, IReadOnlyDictionary<Peer, Figure> Figures, Budget? Budget = null);
