using Microsoft.Extensions.Options;
using TeamCalendars.Tenants;

namespace CalendarApi.Limits;

/// <summary>
/// The places for what keeps a processor busy: reading and writing a page of events or changes, computing occurrences, reading a file, writing one. A request has its place only
/// while it computes, and not while its caller reads the answer. What waits has not been read from the store yet.
/// </summary>
internal sealed class WorkPlaces(IOptions<WorkOptions> options)
    : Places(new(options.Value.AtOncePerTenant, options.Value.WaitingPerTenant, options.Value.AtOnce, int.MaxValue))
{
    protected override Refusal OwnLineIsFull { get; } = new("Too many requests of your tenant that cost much wait already.", TimeSpan.FromSeconds(2));

    // Each tenant has a few requests in it at most.
    protected override Refusal LineOfAllIsFull => throw new InvalidOperationException("The line of all has no bound.");

    /// <summary>Waits for another turn, for the next part of an answer of which a part is sent. That is never refused.</summary>
    public async Task<IDisposable> TakeAgainAsync(TenantId tenant, CancellationToken cancellationToken) => (await TakeAsync(tenant, begins: false, cancellationToken)).Place!;
}
