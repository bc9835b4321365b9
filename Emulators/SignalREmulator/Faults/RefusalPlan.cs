using System.Net;
using ServiceDefaults.Http;
using SignalREmulator.DataPlane;

namespace SignalREmulator.Faults;

/// <summary>Decides for each request whether it is refused, and how.</summary>
internal sealed class RefusalPlan(RefusalFaults faults, Dice dice, FaultCounters counters)
{
    private readonly DataPlaneError error = new(faults.Status, ((HttpStatusCode)faults.Status).ToString(), "Refused on demand: a fault was asked for.");

    public bool Refuses()
    {
        if (!dice.Hits(faults.Rate))
        {
            return false;
        }

        counters.Refused();
        return true;
    }

    public Task AnswerAsync(HttpContext context)
    {
        if (faults.RetryAfterSeconds is { } seconds)
        {
            RetryAfter.Set(context.Response, TimeSpan.FromSeconds(seconds));
        }

        return error.ExecuteAsync(context);
    }
}
