using Bench.Measuring;

namespace Bench.Reporting;

/// <summary>One line of the table: one quantity, side by side.</summary>
/// <param name="Row">The row that measured it.</param>
/// <param name="What">The quantity with its conditions.</param>
/// <param name="Unit">The unit of the figures.</param>
/// <param name="Figures">By peer.</param>
/// <param name="Budget">Null for lines that only inform.</param>
internal sealed record Line(string Row, string What, string Unit, IReadOnlyDictionary<Peer, Figure> Figures, Budget? Budget = null);
