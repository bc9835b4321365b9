using CalendarApi.Limits;
using Microsoft.Extensions.Options;

namespace CalendarApi.Interchange;

/// <summary>The places in which imports run: one for each tenant, and a few in all. An import has its file already, so no place waits for a slow upload.</summary>
internal sealed class ImportPlaces(IOptions<ImportOptions> options) : Places(new(1, options.Value.WaitingPerTenant, options.Value.AtOnce, options.Value.Waiting))
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(10);

    protected override Refusal OwnLineIsFull { get; } = new("Too many imports of your tenant wait already. One runs at a time.", TryAgain);

    protected override Refusal LineOfAllIsFull { get; } = new("Too many imports of all tenants wait already.", TryAgain);
}
