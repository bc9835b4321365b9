using System.Diagnostics;
using CalendarClient;
using EndToEnd.Tests.Faults.People;
using EndToEnd.Tests.Faults.Watching;
using EndToEnd.Tests.Faults.Writing;
using EndToEnd.Tests.Hosting;
using NodeClient = EndToEnd.Tests.Clients.NodeClient;
using PushListener = EndToEnd.Tests.Clients.PushListener;
using Reload = EndToEnd.Tests.Clients.Reload;

namespace EndToEnd.Tests.Faults;

/// <summary>All clients of a run: writers and readers with the product's client, and bare connections that keep each push.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    public const int ClientsPerTenant = 12;
    public const int WritersPerTenant = 3;

    private readonly RunningSystem system;
    private readonly Journal journal;
    private readonly Dictionary<string, TokenCache> tokens = new(StringComparer.Ordinal);
    private readonly List<HttpClient> http = [];
    private readonly List<(SampleTenant Tenant, PushListener Listener)> listeners = [];
    private readonly List<(SampleTenant Tenant, NodeClient Client)> nodes = [];

    private Crowd(RunningSystem system, IReadOnlyList<SampleTenant> tenants, Journal journal)
    {
        this.system = system;
        this.journal = journal;
        Tenants = tenants;
    }

    public IReadOnlyList<SampleTenant> Tenants { get; }

    public List<WatchedClient> Clients { get; } = [];

    public List<Writer> Writers { get; } = [];

    public WriteTally Writes { get; } = new();

    /// <summary>The pushes of each bare connection.</summary>
    public IEnumerable<(SampleTenant Tenant, IEnumerable<Reload> Pushes)> Heard =>
        listeners.Select(item => (item.Tenant, (IEnumerable<Reload>)item.Listener.Pushes)).Concat(nodes.Select(item => (item.Tenant, (IEnumerable<Reload>)item.Client.Pushes)));

    /// <summary>Connects all clients, and waits until each has read its tenant.</summary>
    public static async Task<Crowd> GatherAsync(RunningSystem system, IReadOnlyList<SampleTenant> tenants, int seed, Journal journal, CancellationToken cancellationToken)
    {
        var crowd = new Crowd(system, tenants, journal);
        foreach (var tenant in tenants)
        {
            crowd.Add(tenant, seed);
            var first = crowd.TokensOf(tenant, 0);
            crowd.listeners.Add((tenant, await PushListener.ConnectAsync(system.Api, async stopping => (await first.GetAsync(renew: false, stopping)).Value, cancellationToken)));
        }

        foreach (var tenant in tenants.Take(2))
        {
            using var user = await system.SignInAsync(tenant.User(1), cancellationToken);
            crowd.nodes.Add((tenant, await NodeClient.ConnectAsync(user, cancellationToken)));
        }

        await Task.WhenAll(crowd.Clients.Select(client => client.Sync.WaitForConnectionAsync(ConnectionState.Live, cancellationToken))).WaitAsync(RunningSystem.Patience, cancellationToken);
        return crowd;
    }

    /// <summary>An API client of a tenant's user, without a replica.</summary>
    public CalendarApiClient ApiOf(SampleTenant tenant, int user) => new(HttpOf(), TokensOf(tenant, user).GetAsync);

    /// <summary>Gives each Node client the current access token of its user. Node clients cannot fetch one themselves, so a run calls this regularly.</summary>
    public async Task RenewTokensAsync(CancellationToken cancellationToken)
    {
        foreach (var (tenant, node) in nodes)
        {
            try
            {
                await node.RenewTokenAsync((await TokensOf(tenant, 1).GetAsync(renew: false, cancellationToken)).Value, cancellationToken);
            }
            catch (HttpRequestException)
            {
                // The identity provider is unavailable. The next renewal tries again.
            }
        }
    }

    /// <summary>Waits until every client has reached its tenant's position.</summary>
    /// <returns>How many did, and how long the slowest took.</returns>
    public async Task<(int Converged, TimeSpan Slowest)> ConvergeAsync(IReadOnlyDictionary<SampleTenant, Position> heads, TimeSpan patience, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var reached = await Task.WhenAll(Clients.Select(async client =>
        {
            try
            {
                await client.Sync.WaitForPositionAsync(heads[client.Tenant], cancellationToken).WaitAsync(patience, cancellationToken);
                return Stopwatch.GetElapsedTime(began);
            }
            catch (TimeoutException)
            {
                journal.Broken($"{client.Name} stays at {client.Sync.Replica.Position}, {client.Sync.Connection}; its tenant is at {heads[client.Tenant]}.");
                return (TimeSpan?)null;
            }
        }));
        return (reached.Count(time => time is not null), reached.Max() ?? patience);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Clients.Select(client => client.DisposeAsync().AsTask()));
        await Task.WhenAll(listeners.Select(item => item.Listener.DisposeAsync().AsTask()));
        await Task.WhenAll(nodes.Select(item => item.Client.DisposeAsync().AsTask()));
        http.ForEach(client => client.Dispose());
    }

    private void Add(SampleTenant tenant, int seed)
    {
        var progress = new TenantProgress();
        var shared = HttpOf();
        for (var number = 0; number < ClientsPerTenant; number++)
        {
            var client = new WatchedClient(
                tenant, $"client {number} of {tenant.Domain}", new CalendarSyncOptions { Api = system.Api, Http = shared, Tokens = TokensOf(tenant, number).GetAsync }, progress, journal);
            Clients.Add(client);
            client.Start();
            if (number < WritersPerTenant)
            {
                // The writer writes with the sync of its own client, which must recognise the echo of each write.
                Writers.Add(new(tenant, number, HashOf(seed, tenant.Number, number), client.Sync.Api, progress, Writes, journal));
            }
        }
    }

    private HttpClient HttpOf()
    {
        var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.All }) { BaseAddress = system.Api };
        http.Add(client);
        return client;
    }

    private TokenCache TokensOf(SampleTenant tenant, int number)
    {
        var user = tenant.User(number);
        return tokens.TryGetValue(user, out var cache) ? cache : tokens[user] = new(system, user);
    }

    /// <summary>The same on every machine and in every run, which <see cref="HashCode"/> is not.</summary>
    private static int HashOf(int seed, int tenant, int writer) => unchecked((((seed * 31) + tenant) * 31) + writer);
}
