using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bench.Reporting;

/// <summary>The results of one run.</summary>
internal sealed class Report
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public required DateTimeOffset StartedAt { get; init; }
    public required string Mode { get; init; }

    /// <summary>The command: the same command gives the same kind of table.</summary>
    public required string Command { get; init; }

    /// <summary>See <see cref="SourceState"/>.</summary>
    public required string Commit { get; init; }

    public required int RoundsPlanned { get; init; }
    public required Machine Machine { get; init; }
    public List<Line> Lines { get; } = [];

    /// <summary>What a reader has to know about this run's figures: missing or shortened rows.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>True if the run was interrupted: then lines are missing.</summary>
    public bool Interrupted { get; set; }

    public string ToText() => $"""

        CalendarRealtime bench, {Mode}, {StartedAt:yyyy-MM-dd HH:mm} UTC{(Interrupted ? ", BROKEN OFF: lines are missing" : "")}
        {Command}   at commit {Commit}
        {Machine.Text}
        Medians of {RoundsPlanned} rounds (least–most), a figure alone is of one round; peers take turns within each round. Clients in a process of their own.

        {Table.Of(Lines)}
        {string.Join(Environment.NewLine, Notes.Distinct(StringComparer.Ordinal).Select(note => $"- {note}"))}
        """;

    public async Task WriteJsonAsync(string file, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(this, Json) + Environment.NewLine, cancellationToken);
    }
}
