using System.Collections.Immutable;
using TeamCalendars.Tenants;

namespace NotificationService.Pushing;

/// <summary>
/// Whether the service is there at all. While it is not, one push at a time is tried, further and further apart, however many tenants wait.
/// One tenant's failures, or a few tenants', never open it.
/// </summary>
internal sealed record Circuit
{
    /// <summary>This many different tenants failing, with no success between, are no longer about the tenants.</summary>
    public const int Threshold = 8;

    public static readonly Circuit Closed = new();

    private ImmutableHashSet<TenantId> Failing { get; init; } = [];

    private TenantId? Probe { get; init; }

    /// <summary>Times in a row that the service was found away.</summary>
    private int Openings { get; init; }

    /// <summary>When the next push may be tried; null while the circuit is closed.</summary>
    public DateTimeOffset? RetryAt { get; private init; }

    public bool IsOpen => RetryAt is not null;

    public bool MayPush(DateTimeOffset now) => RetryAt is not { } at || (Probe is null && now >= at);

    /// <summary>When waiting helps; null when only the outcome of the push on its way does.</summary>
    public DateTimeOffset? NextTry(DateTimeOffset due) => Probe is not null ? null : RetryAt is { } at && at > due ? at : due;

    public Circuit Pushing(TenantId tenant) => IsOpen ? this with { Probe = tenant } : this;

    public Circuit Failed(TenantId tenant, FailureKind kind, DateTimeOffset now, Func<int, TimeSpan> wait)
    {
        if (IsOpen)
        {
            // Pushes that were on their way when it opened tell nothing new.
            if (Probe != tenant)
            {
                return this;
            }

            return kind == FailureKind.Tenant ? Closed : Open(now, wait);
        }

        if (kind == FailureKind.Tenant)
        {
            return this;
        }

        var failing = Failing.Count < Threshold ? Failing.Add(tenant) : Failing;
        return kind == FailureKind.Service || failing.Count >= Threshold ? Open(now, wait) : this with { Failing = failing };
    }

    private Circuit Open(DateTimeOffset now, Func<int, TimeSpan> wait) =>
        new() { Openings = Openings + 1, RetryAt = now + wait(Openings + 1) };
}
