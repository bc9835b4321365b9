using System.Reflection;
using CalendarStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CalendarApi.Tests.Problems;

/// <summary>A store whose every call fails in the same way.</summary>
public class FaultyStore : DispatchProxy
{
    public const string Secret = "secret-of-the-inside";

    private Exception fault = new InvalidOperationException(Secret);

    /// <summary>A store with a bug.</summary>
    internal static void Put(IServiceCollection services) => Put(services, new InvalidOperationException(Secret));

    /// <summary>A store that may be back in a moment.</summary>
    internal static void PutAway(IServiceCollection services) => Put(services, new StoreUnavailableException { IsTransient = true });

    /// <summary>A store that is asked for more than it may give, and says when to come back.</summary>
    internal static void Throttle(IServiceCollection services) =>
        Put(services, new StoreUnavailableException { IsTransient = true, RetryAfter = TimeSpan.FromSeconds(6.2) });

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw fault;

    private static void Put(IServiceCollection services, Exception fault)
    {
        var store = DispatchProxy.Create<ICalendarStore, FaultyStore>();
        ((FaultyStore)(object)store).fault = fault;
        services.Replace(ServiceDescriptor.Singleton(store));
    }
}
