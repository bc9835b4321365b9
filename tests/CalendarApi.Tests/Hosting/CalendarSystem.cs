extern alias api;
extern alias identity;
extern alias signalr;

using CalendarApi.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(CalendarSystem))]

namespace CalendarApi.Tests.Hosting;

/// <summary>
/// The API with what it needs, all of it real: the identity emulator, the SignalR emulator, the SQLite store in a folder of its own.
/// Tests run beside each other in it, each in a tenant that nobody else has.
/// </summary>
public sealed class CalendarSystem : IDisposable
{
    public const string ClientId = "ca1e0da2-0000-4000-8000-000000000001";
    public const string SignalRKey = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG=";

    private readonly string folder = Directory.CreateTempSubdirectory("calendar-api-").FullName;
    private readonly RunningProgram<identity::Program> identity;
    private readonly RunningProgram<signalr::Program> signalR;
    private readonly RunningProgram<api::Program> api;
    private int stores;

    public CalendarSystem()
    {
        var keyFile = Path.Combine(folder, "identity.pem");
        identity = new(new Dictionary<string, string> { ["IdentityEmulator:KeyFile"] = keyFile });
        signalR = new(new Dictionary<string, string> { ["SignalREmulator:AccessKey"] = SignalRKey });
        Tokens = new TokenForge(IdentityAddress, keyFile);
        api = Start();
        Address = api.Address;
    }

    public Uri Address { get; }

    public Uri IdentityAddress => identity.Address;

    public Uri SignalRAddress => signalR.Address;

    public string SignalRConnectionString => $"Endpoint={SignalRAddress.AbsoluteUri.TrimEnd('/')};AccessKey={SignalRKey};Version=1.0;";

    /// <summary>Signs whatever a test wants signed, with the authority's own key.</summary>
    internal TokenForge Tokens { get; }

    internal IServiceProvider Services => api.Services;

    /// <summary>A tenant that nobody has written to.</summary>
    internal Tenant NewTenant() => new(this, Guid.NewGuid(), Address);

    /// <summary>Another API with settings of its own, and an empty store unless it is given one.</summary>
    internal RunningProgram<api::Program> Start(
        IReadOnlyDictionary<string, string>? settings = null, string environment = "Development", Action<IServiceCollection>? services = null) =>
        new(Settings(settings), environment, services);

    /// <summary>Starts an API that is to refuse its settings, and gives what it says of them.</summary>
    internal Task<string> RefusalAsync(IReadOnlyDictionary<string, string>? settings = null, string environment = "Development") =>
        RefusingProgram.RunAsync(typeof(api::Program).Assembly.Location, Settings(settings), environment, TestContext.Current.CancellationToken);

    private Dictionary<string, string> Settings(IReadOnlyDictionary<string, string>? settings)
    {
        var all = new Dictionary<string, string>
        {
            ["ConnectionStrings:calendar"] = $"Data Source={Path.Combine(folder, $"calendar-{Interlocked.Increment(ref stores)}.db")}",
            ["ConnectionStrings:signalr"] = SignalRConnectionString,
            ["AzureAd:Instance"] = IdentityAddress.AbsoluteUri,
            ["AzureAd:TenantId"] = "organizations",
            ["AzureAd:ClientId"] = ClientId,
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
        {
            all[key] = value;
        }

        return all;
    }

    public void Dispose()
    {
        api.Dispose();
        signalR.Dispose();
        identity.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
