using System.Text.Json.Nodes;
using Deployment.Tests.Templates;

[assembly: AssemblyFixture(typeof(Forecast))]

namespace Deployment.Tests.Templates;

/// <summary>The templates, evaluated once for all tests: each forecast takes Bicep several seconds.</summary>
public sealed class Forecast : IAsyncLifetime
{
    internal Snapshot Platform { get; private set; } = null!;

    internal Snapshot Api { get; private set; } = null!;

    internal Snapshot Worker { get; private set; } = null!;

    /// <summary>The platform in the small size, with every setting that <see cref="Platform"/> does not set. The settings are independent of each other.</summary>
    internal Snapshot SmallPlatform { get; private set; } = null!;

    /// <summary>The API in the small size, with every setting that <see cref="Api"/> does not set.</summary>
    internal Snapshot SmallApi { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        Platform = await Snapshot.OfAsync("main", "prod", cancellationToken);
        Api = await Snapshot.OfAsync("calendar-api", "prod", cancellationToken);
        Worker = await Snapshot.OfAsync("notification-service", "prod", cancellationToken);
        SmallPlatform = await Snapshot.OfAsync(
            "main", "dev", cancellationToken, ("CALENDAR_CUSTOM_DOMAINS", "calendar.contoso.example"), ("CALENDAR_ORIGINS", "https://intranet.contoso.example"),
            ("CALENDAR_ALERT_EMAIL", ""), ("CALENDAR_OTLP_ENDPOINT", "https://collector.calendar-realtime.example:4317"));
        SmallApi = await Snapshot.OfAsync(
            "calendar-api", "dev", cancellationToken, ("CALENDAR_TENANTS", "aaaaaaaa-1111-4111-8111-111111111111,bbbbbbbb-2222-4222-8222-222222222222"),
            ("CALENDAR_ORIGINS", "https://a.contoso.example,https://b.contoso.example"), ("CALENDAR_FRAME_ANCESTORS", "https://intranet.contoso.example"));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal Snapshot Of(string program) => program == "calendar-api" ? Api : Worker;

    internal static JsonNode Container(Snapshot program) => Assert.Single(program.Single("Microsoft.App/containerApps")["properties"]!["template"]!["containers"]!.AsArray())!;

    /// <summary>The environment of a program.</summary>
    internal static Dictionary<string, string> Environment(Snapshot program) => Container(program)["env"]!.AsArray()
        .ToDictionary(variable => (string)variable!["name"]!, variable => (string)variable!["value"]!, StringComparer.Ordinal);
}
