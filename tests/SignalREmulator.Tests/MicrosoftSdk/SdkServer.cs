using System.Reflection;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Azure.SignalR;
using Microsoft.Azure.SignalR.Protocol;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SignalREmulator.Tests.MicrosoftSdk;

/// <summary>
/// A program that sends over a server connection. It consists of Microsoft's own parts, like the Management SDK's persistent transport: a
/// container of weak connections, and the manager that ASP.NET Core sends with. The parts are internal, so the test uses reflection.
/// </summary>
internal sealed class SdkServer : IAsyncDisposable
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Assembly Common = typeof(ServiceEndpoint).Assembly;
    private static readonly Assembly Server = typeof(ServiceOptions).Assembly;

    private readonly ServiceProvider services;
    private readonly object container;

    private SdkServer(ServiceEndpoint endpoint, string hub, string kind)
    {
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Information));
        collection.AddSingleton<IConfiguration>(new ConfigurationManager());
        collection.AddSignalR().AddAzureSignalR(options => options.Endpoints = [endpoint]).AddMessagePackProtocol();
        services = collection.BuildServiceProvider();

        var provider = New(Server, "ServiceEndpointProvider", endpoint, new ServiceOptions());
        var hubEndpoint = New(Common, "HubServiceEndpoint", hub, provider, endpoint);
        var factory = ActivatorUtilities.CreateInstance(services, TypeOf(Server, "ServiceConnectionFactory"), (ConnectionDelegate)(_ => Task.CompletedTask));
        container = kind == "weak"
            ? New(Common, "WeakServiceConnectionContainer", factory, 1, hubEndpoint, services.GetRequiredService<ILogger<SdkServer>>())
            : New(Common, "StrongServiceConnectionContainer", factory, 1, null, hubEndpoint, services.GetRequiredService<ILogger<SdkServer>>());
        var manager = services.GetRequiredService(TypeOf(Server, "IServiceConnectionManager`1").MakeGenericType(typeof(NoHub)));
        manager.GetType().GetMethod("SetServiceConnection", Any)!.Invoke(manager, [container]);
        // The test does not await this task. After a refusal it ends only after the SDK's wait before the next attempt, which may be a minute.
        Invoke("StartAsync");
    }

    public LogLines Log { get; } = new();

    /// <summary>The object that ASP.NET Core's <c>Clients</c> and <c>Groups</c> send with.</summary>
    public HubLifetimeManager<NoHub> Hub => services.GetRequiredService<HubLifetimeManager<NoHub>>();

    public bool HasClients => (bool)container.GetType().GetProperty(nameof(HasClients), Any)!.GetValue(container)!;

    public static async Task<SdkServer> StartAsync(ServiceEndpoint endpoint, string hub = "calendar", string kind = "weak")
    {
        var server = new SdkServer(endpoint, hub, kind);
        await ((Task)server.container.GetType().GetProperty("ConnectionInitializedTask", Any)!.GetValue(server.container)!).Soon();
        return server;
    }

    public Task WriteAsync(ServiceMessage message) => ((Task)Invoke(nameof(WriteAsync), message)!).Soon();

    /// <returns>False if it does not exist.</returns>
    public Task<bool> AskAsync(ServiceMessage message) => ((Task<bool>)Invoke("WriteAckableMessageAsync", message, CancellationToken.None)!).Soon();

    public async Task<List<SignalRGroupMember>> MembersAsync(string group, int? top = null, int? pageSize = null)
    {
        var members = new List<SignalRGroupMember>();
        var pages = (IAsyncEnumerable<Azure.Page<SignalRGroupMember>>)Invoke("ListConnectionsInGroupAsync", group, top, pageSize, null, null, TestContext.Current.CancellationToken)!;
        await foreach (var page in pages)
        {
            Assert.InRange(page.Values.Count, 0, pageSize ?? int.MaxValue);
            members.AddRange(page.Values);
        }

        return members;
    }

    public async ValueTask DisposeAsync()
    {
        await ((Task)Invoke("StopAsync")!).Soon();
        (container as IDisposable)?.Dispose();
        await services.DisposeAsync();
    }

    private object? Invoke(string method, params object?[] arguments) => container.GetType().GetMethod(method, Any)!.Invoke(container, arguments);

    private static object New(Assembly assembly, string type, params object?[] arguments) => Activator.CreateInstance(TypeOf(assembly, type), Any, binder: null, arguments, culture: null)!;

    private static Type TypeOf(Assembly assembly, string name) => assembly.GetType($"Microsoft.Azure.SignalR.{name}", throwOnError: true)!;

    /// <summary>A hub without methods: senders only need its name.</summary>
    internal sealed class NoHub : Hub;
}
