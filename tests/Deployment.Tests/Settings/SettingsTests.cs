extern alias api;
extern alias worker;
using System.Reflection;
using CalendarStore;
using Deployment.Tests.Templates;
using SignalRService;

namespace Deployment.Tests.Settings;

/// <summary>The templates set only settings that the programs read, and every setting that the programs need.</summary>
public sealed class SettingsTests(Forecast forecast)
{
    /// <summary>Libraries read these, for the given reasons. The tests of the published programs or the libraries' documents show their effect.</summary>
    private static readonly Dictionary<string, string> OfLibraries = new(StringComparer.Ordinal)
    {
        ["AZURE_CLIENT_ID"] = "Azure.Identity: which user-assigned identity DefaultAzureCredential takes.",
        ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "ASP.NET Core: scheme and address of the caller are what the ingress says.",
        ["OTEL_SERVICE_NAME"] = "OpenTelemetry: the name in traces.",
        ["OTEL_TRACES_SAMPLER"] = "OpenTelemetry: which traces are kept.",
        ["OTEL_TRACES_SAMPLER_ARG"] = "OpenTelemetry: how many of them.",
        ["OTEL_EXPORTER_OTLP_HEADERS"] = "OpenTelemetry: what an OTLP back end wants to be shown, e.g. a key.",
    };

    private static readonly Assembly[] Libraries = [typeof(ICalendarStore).Assembly, typeof(SignalRServiceClient).Assembly, typeof(ServiceDefaults.ServiceDefaultsExtensions).Assembly];

    private static readonly Dictionary<string, ProgramSettings> Programs = new(StringComparer.Ordinal)
    {
        ["calendar-api"] = ProgramSettings.Of([typeof(api::Program).Assembly, .. Libraries]),
        ["notification-service"] = ProgramSettings.Of([typeof(worker::Program).Assembly, .. Libraries]),
    };

    internal static bool IsRead(string program, string variable) => OfLibraries.ContainsKey(variable) || Programs[program].Reads(variable);

    [Theory]
    [InlineData("calendar-api")]
    [InlineData("notification-service")]
    public void Every_variable_that_is_set_is_read(string program)
    {
        var unread = Forecast.Environment(forecast.Of(program)).Keys.Where(name => !IsRead(program, name));

        Assert.Empty(unread);
    }

    [Theory]
    [InlineData("calendar-api")]
    [InlineData("notification-service")]
    public void Every_setting_that_a_program_cannot_start_without_is_set(string program)
    {
        var set = Forecast.Environment(forecast.Of(program)).Keys.Select(ProgramSettings.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.Contains("ConnectionStrings:calendar", Programs[program].Required);
        Assert.Equal(program == "calendar-api", Programs[program].Required.Contains("AzureAd:ClientId"));
        Assert.Superset(Programs[program].Required, set);
    }

    [Theory]
    [InlineData("calendar-api")]
    [InlineData("notification-service")]
    public void No_reading_of_configuration_escapes_these_tests(string program) => Assert.Empty(Programs[program].Unknown);

    [Fact]
    public void Every_list_that_may_be_given_as_one_text_is_read() => Assert.Empty(Programs["calendar-api"].TextsWithoutList);

    [Theory]
    [InlineData("calendar-api", "AzureAd__Clientid2", false)]
    [InlineData("calendar-api", "AzureAD__ClientId", true)]
    [InlineData("calendar-api", "Tenants__Allowed__3", true)]
    [InlineData("calendar-api", "Tenants__Allowed", true)]
    [InlineData("calendar-api", "Tenants__Allow", false)]
    [InlineData("calendar-api", "WebApp__ConnectSources", false)]
    [InlineData("calendar-api", "Cors__Origins__0", true)]
    [InlineData("calendar-api", "ConnectionStrings__calender", false)]
    [InlineData("calendar-api", "Notifications__Interval", false)]
    [InlineData("calendar-api", "SignalR__MaxRetries", true)]
    [InlineData("notification-service", "Notifications__Interval", true)]
    [InlineData("notification-service", "AzureAd__ClientId", false)]
    public void A_misspelt_name_and_one_of_the_other_program_are_noticed(string program, string variable, bool isRead) =>
        Assert.Equal(isRead, Programs[program].Reads(variable));

    [Theory]
    [InlineData("calendar-api", "00000000-0000-4000-8000-00000000000a")]
    [InlineData("notification-service", "00000000-0000-4000-8000-00000000000b")]
    public void The_connection_strings_are_of_the_shape_that_is_read_and_name_the_programs_own_identity(string program, string identity)
    {
        var environment = Forecast.Environment(forecast.Of(program));

        var signalR = SignalRConnectionString.Parse(environment["ConnectionStrings__signalr"]);
        Assert.Equal(new Uri("https://sample.service.signalr.net"), signalR.Endpoint);
        Assert.Contains("AuthType=azure.msi;", environment["ConnectionStrings__signalr"], StringComparison.Ordinal);
        Assert.Contains($"ClientId={identity};", environment["ConnectionStrings__signalr"], StringComparison.Ordinal);
        Assert.Equal("AccountEndpoint=https://sample.documents.azure.com:443/;Database=calendar", environment["ConnectionStrings__calendar"]);
        Assert.Equal(identity, environment["AZURE_CLIENT_ID"]);
    }

    [Fact]
    public void The_API_may_tell_the_worker_to_look_and_nobody_else_may()
    {
        var api = Forecast.Environment(forecast.Api);
        var worker = Forecast.Environment(forecast.Worker);

        Assert.Equal("https://notification-service.internal.sample.westeurope.azurecontainerapps.io", api["Nudges__Address"]);
        Assert.Equal("api://00000000-0000-4000-8000-00000000000c", api["Nudges__Audience"]);
        Assert.Equal(api["Nudges__Audience"], worker["Nudges__Audience"]);
        Assert.Equal("00000000-0000-4000-8000-0000000000aa", worker["Nudges__Callers__0"]);
        Assert.DoesNotContain("Nudges__Callers__1", worker.Keys);
        Assert.Equal(Snapshot.Subscription, worker["Nudges__TenantId"]);
    }

    [Fact]
    public async Task Tenants_are_let_in_by_their_ids_and_all_of_them_only_when_that_is_asked_for()
    {
        var any = await Snapshot.OfAsync("calendar-api", "dev", TestContext.Current.CancellationToken, ("CALENDAR_TENANTS", "*"));
        var two = Forecast.Environment(forecast.SmallApi);

        // What the API takes for any tenant: it does not start with an empty list.
        Assert.Equal("*", Assert.Single(Forecast.Environment(any), setting => setting.Key.StartsWith("Tenants__", StringComparison.Ordinal)).Value);
        Assert.Equal("bbbbbbbb-2222-4222-8222-222222222222", two["Blocked__Tenants__0"]);
        Assert.Equal("bbbbbbbb-2222-4222-8222-222222222222", two["Tenants__Allowed__1"]);
    }

    [Fact]
    public async Task Nobody_is_blocked_when_that_is_said()
    {
        var api = await Snapshot.OfAsync(
            "calendar-api", "dev", TestContext.Current.CancellationToken, ("CALENDAR_BLOCKED_TENANTS", "none"), ("CALENDAR_BLOCKED_USERS", "none"));

        Assert.DoesNotContain(Forecast.Environment(api).Keys, name => name.StartsWith("Blocked__", StringComparison.Ordinal));
    }

    [Fact]
    public void Front_ends_from_elsewhere_and_other_frames_are_let_in_by_name_and_else_the_programs_defaults_hold()
    {
        var named = Forecast.Environment(forecast.SmallApi);

        Assert.Equal("https://a.contoso.example", named["Cors__Origins__0"]);
        Assert.Equal("https://b.contoso.example", named["Cors__Origins__1"]);
        Assert.Equal("https://intranet.contoso.example", named["WebApp__FrameAncestors__0"]);
        // An empty name would replace the default, Teams.
        Assert.DoesNotContain(Forecast.Environment(forecast.Api).Keys, name => name.StartsWith("Cors__", StringComparison.Ordinal) || name.StartsWith("WebApp__", StringComparison.Ordinal));
    }
}
