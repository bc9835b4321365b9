using CalendarApi.Limits;
using Microsoft.Extensions.Options;

namespace CalendarApi.Interchange;

/// <summary>The places in which imports run: one for each tenant, and a few in all. An import has its file already, so no place waits for a slow upload.</summary>
internal sealed class ImportPlaces(IOptions<ImportOptions> options) : Places(SizeOf(options.Value), "imports", TimeSpan.FromSeconds(10))
{
    private static PlacesSize SizeOf(ImportOptions options) => new()
    {
        AtOncePerTenant = 1,
        WaitingPerUser = options.WaitingPerUser,
        WaitingPerTenant = options.WaitingPerTenant,
        AtOnce = options.AtOnce,
        Waiting = options.Waiting,
    };
}
