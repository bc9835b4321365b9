using System.Text.Json.Nodes;

namespace Deployment.Tests.Templates;

/// <summary>The three templates, worked out once for all tests.</summary>
public sealed class Forecast : IAsyncLifetime
{
    public const string Name = "forecast";

    internal Snapshot Platform { get; private set; } = null!;

    internal Snapshot Api { get; private set; } = null!;

    internal Snapshot Worker { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        Platform = await Snapshot.OfAsync("main", "prod", cancellationToken);
        Api = await Snapshot.OfAsync("calendar-api", "prod", cancellationToken);
        Worker = await Snapshot.OfAsync("notification-service", "prod", cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal Snapshot Of(string program) => program == "calendar-api" ? Api : Worker;

    internal static JsonNode Container(Snapshot program) => Assert.Single(program.Single("Microsoft.App/containerApps")["properties"]!["template"]!["containers"]!.AsArray())!;

    /// <summary>The environment that a program is given.</summary>
    internal static Dictionary<string, string> Environment(Snapshot program) => Container(program)["env"]!.AsArray()
        .ToDictionary(variable => (string)variable!["name"]!, variable => (string)variable!["value"]!, StringComparer.Ordinal);
}

[CollectionDefinition(Forecast.Name)]
public sealed class ForecastTests : ICollectionFixture<Forecast>;
