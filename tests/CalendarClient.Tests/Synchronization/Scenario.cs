using System.Text.Json;

namespace CalendarClient.Tests.Synchronization;

/// <summary>A recorded scenario, as <c>tests/Contracts/scenarios/README.md</c> describes it.</summary>
internal sealed record Scenario(string Why, double Chance, IReadOnlyList<ScenarioStep> Steps)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Contracts", "scenarios");

    public static IEnumerable<string> Names() => Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static Scenario Read(string name) => JsonSerializer.Deserialize<Scenario>(File.ReadAllText(Path.Combine(Folder, name + ".json")), Strict)!;
}

internal sealed record ScenarioStep
{
    public required int At { get; init; }
    public required string Do { get; init; }
    public bool TokenExpired { get; init; }
    public Reload? Reload { get; init; }
    public string? Position { get; init; }
    public string? Item { get; init; }
    public IReadOnlyList<string> Items { get => field ?? []; init; }
    public string? Epoch { get; init; }
    public long From { get; init; }
    public long To { get; init; }
    public bool More { get; init; }
    public int? RetryAfter { get; init; }
    public IReadOnlyList<string> Asks { get => field ?? []; init; }
    public ScenarioView? Shows { get; init; }

    public Position ReadPosition() => CalendarClient.Position.TryParse(Position, out var position) ? position : throw new JsonException($"At {At} a position is missing.");

    private TimeSpan? Asked => RetryAfter is { } wait ? TimeSpan.FromMilliseconds(wait) : null;

    public SyncInput Input(int flight) => Do switch
    {
        "start" => new SyncInput.Started(),
        "connected" => new SyncInput.Connected(),
        "connectFailed" => new SyncInput.ConnectFailed(RetryAfter: Asked),
        "lost" => new SyncInput.Lost(TokenExpired),
        "push" => new SyncInput.Pushed(Reload!),
        "header" => new SyncInput.Observed(ReadPosition()),
        "written" => new SyncInput.Written(ReadPosition(), Make.Change(Item!)),
        "fullReadAnswered" => new SyncInput.FullReadAnswered(flight, Make.Read(ReadPosition().Epoch, ReadPosition().Version, [.. Items])),
        "changesAnswered" => new SyncInput.ChangesAnswered(flight, Make.Page(Epoch!, From, To, [.. Items]) with { More = More }),
        "changesExpired" => new SyncInput.ChangesExpired(flight),
        "failed" => new SyncInput.Failed(flight, Asked),
        "requestFailed" => new SyncInput.RequestFailed(new(new HttpRequestException())),
        "networkLost" => new SyncInput.NetworkLost(),
        // A caller reports both with Wake().
        "networkBack" or "woke" => new SyncInput.Woke(),
        "wait" => new SyncInput.Tick(),
        _ => throw new JsonException($"'{Do}' is not something that happens."),
    };
}

internal sealed record ScenarioView(string? Position, IReadOnlyList<string>? Items, string? Connection, int? AsOf);
