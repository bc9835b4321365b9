using System.Reflection;
using CalendarStore;
using Microsoft.Extensions.DependencyInjection;

namespace CalendarApi.Tests.Interchange;

/// <summary>The real store, until it has listed so many pages of events: then it is unavailable.</summary>
public class InterruptedStore : DispatchProxy
{
    private ICalendarStore real = null!;
    private int left;

    internal static void Wrap(IServiceCollection services, int pages)
    {
        var descriptor = services.Single(service => service.ServiceType == typeof(ICalendarStore));
        services.Remove(descriptor);
        services.AddSingleton(provider =>
        {
            var store = Create<ICalendarStore, InterruptedStore>();
            ((InterruptedStore)(object)store).real = (ICalendarStore)descriptor.ImplementationFactory!(provider);
            ((InterruptedStore)(object)store).left = pages;
            return store;
        });
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(ICalendarStore.ListEventsAsync) && Interlocked.Decrement(ref left) < 0
            ? throw new StoreUnavailableException { IsTransient = true }
            : targetMethod.Invoke(real, args);
}
