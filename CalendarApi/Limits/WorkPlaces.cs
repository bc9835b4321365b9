using CalendarApi.Answers;
using Microsoft.Extensions.Options;
using TeamCalendars.Tenants;

namespace CalendarApi.Limits;

/// <summary>
/// The places for what keeps a processor busy: reading and writing a page of events or changes, computing occurrences, reading a file, writing one. A request has its place only
/// while it computes, and not while its caller reads the answer. What waits has not been read from the store yet.
/// </summary>
internal sealed class WorkPlaces(IOptions<WorkOptions> options, AnswerMemory answers) : Places(SizeOf(options.Value), "requests that cost much", TryAgain)
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(2);

    private readonly Refusal tooManyUnread = new("Too many answers to your tenant, or to all tenants, are not read yet.", TryAgain);

    /// <summary>Waits for another turn, for the next part of an answer of which a part is sent. That is never refused.</summary>
    public Task<Place> TakeAgainAsync(TenantId tenant, CancellationToken cancellationToken) => TakeAsync(new(), tenant, begins: false, cancellationToken);

    protected override Refusal? RefusalOf(TenantId tenant) => answers.HasRoom(tenant) ? null : tooManyUnread;

    // The line of all needs no bound: each tenant has no more requests in it than it may do at a time.
    private static PlacesSize SizeOf(WorkOptions options) => new()
    {
        AtOncePerTenant = options.AtOncePerTenant,
        WaitingPerUser = options.WaitingPerUser,
        WaitingPerTenant = options.WaitingPerTenant,
        AtOnce = options.AtOnce,
        Waiting = int.MaxValue,
    };
}
