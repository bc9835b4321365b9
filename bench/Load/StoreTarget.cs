using System.Globalization;
using Bench.Clients;
using Bench.Samples;
using CalendarStore;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace Bench.Load;

/// <summary>
/// The whole system without the API: this process writes into the store directly, so "accepted" is the moment at which the commit returned.
/// A push is accepted before it is received, so the measured time is an upper bound of the time from the commit to the push's acceptance.
/// </summary>
internal sealed class StoreTarget(Target.Store target, LoadContext context) : ILoadTarget
{
    private static readonly CalendarId Calendar = CalendarId.Parse(SampleEvents.Calendar);

    private readonly SystemTarget system = new(target.Whole, context);
    private readonly CalendarStoreConnection connection = CalendarStoreConnection.Open(target.ConnectionString, TimeProvider.System);
    private readonly string run = Guid.NewGuid().ToString("N")[..8];

    public IWire Wire => system.Wire;

    public Task<Uri> AdmitAsync(int client, CancellationToken cancellationToken) => system.AdmitAsync(client, cancellationToken);

    public async Task<long> WriteAsync(int number, CancellationToken cancellationToken)
    {
        var id = EventId.Parse(string.Create(CultureInfo.InvariantCulture, $"{run}-{number}"));
        var result = await connection.Store.PutEventAsync(
            new TenantId(SampleDirectory.Tenant), Calendar, id, SampleEvents.Content(number), new WriteCondition.Create(), new WriteContext("bench"), cancellationToken);
        return result is WriteResult<CalendarEvent>.Written { Position.Version: var version }
            ? version
            : throw new InvalidOperationException($"Event {id} was not written: {result.GetType().Name}.");
    }

    public Task<long> SettleAsync(CancellationToken cancellationToken) => system.SettleAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await system.DisposeAsync();
        await connection.DisposeAsync();
    }
}
