using System.Reflection;
using CalendarStore;
using Microsoft.Extensions.DependencyInjection;
using TeamCalendars.Tenants;

namespace CalendarApi.Tests.Interchange;

/// <summary>The real store, but writes of imported events of one tenant wait until the test lets them go on.</summary>
public class GatedStore : DispatchProxy
{
    private ICalendarStore store = null!;
    private Gate gate = null!;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var result = targetMethod!.Invoke(store, args);
        if (targetMethod.Name != nameof(ICalendarStore.WriteEventsAsync) || !args!.Contains(new TenantId(gate.Tenant)))
        {
            return result;
        }

        gate.Reached.TrySetResult();
        return typeof(GatedStore).GetMethod(nameof(AfterAsync), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(targetMethod.ReturnType.GenericTypeArguments[0]).Invoke(null, [gate.Open.Task, result]);
    }

    private static async Task<T> AfterAsync<T>(Task gate, Task<T> result)
    {
        await gate;
        return await result;
    }

    internal sealed class Gate(Guid tenant)
    {
        public Guid Tenant => tenant;

        /// <summary>Completed when an import of the tenant writes.</summary>
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void PutBefore(IServiceCollection services)
        {
            var real = services.Single(service => service.ServiceType == typeof(ICalendarStore));
            services.Remove(real);
            services.AddSingleton(provider =>
            {
                var proxy = Create<ICalendarStore, GatedStore>();
                ((GatedStore)(object)proxy).store = (ICalendarStore)real.ImplementationFactory!(provider);
                ((GatedStore)(object)proxy).gate = this;
                return proxy;
            });
        }
    }
}
