using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Http.HttpResults;
using SignalREmulator.Hubs;

namespace SignalREmulator.Faults;

/// <summary>The emulator's own endpoints, which the service does not have: setting faults, and reading what happened.</summary>
internal static class FaultEndpoints
{
    public static void MapFaults(this WebApplication app)
    {
        if (!FaultExtensions.AreEnabled(app))
        {
            return;
        }

        var emulator = app.MapGroup("/api/emulator").AllowAnonymous().WithMetadata(new LocalCallersOnly(), new DisableCorsAttribute());
        emulator.MapGet("/faults", Read).WithName("ReadFaults").WithSummary("Reads the active faults.");
        emulator.MapPut("/faults", Replace).WithName("ReplaceFaults").WithSummary("Replaces all faults.");
        emulator.MapDelete("/faults", Clear).WithName("ClearFaults").WithSummary("Ends all faults.");
        emulator.MapGet("/status", Status).WithName("EmulatorStatus").WithSummary("Counts connections and faults.");
        emulator.MapPost("/connections/:cut", Cut).WithName("CutConnections").WithSummary("Ends connections.");
    }

    private static Ok<FaultSettings> Read(ActiveFaults faults) => TypedResults.Ok(faults.Settings);

    private static Results<Ok<FaultSettings>, ValidationProblem> Replace(FaultSettings settings, ActiveFaults faults) =>
        settings.Problems() is { Count: > 0 } problems ? TypedResults.ValidationProblem(problems) : TypedResults.Ok(faults.Replace(settings));

    private static Ok<FaultSettings> Clear(ActiveFaults faults) => TypedResults.Ok(faults.Clear());

    private static Ok<EmulatorStatus> Status(HubDirectory hubs, FaultCounters counters, LateDeliveries late, TimeProvider time) =>
        TypedResults.Ok(new EmulatorStatus(hubs.All.Sum(hub => hub.Everyone().Length), counters.Now, late.Count, time.GetUtcNow()));

    private static Results<Ok<CutResult>, ValidationProblem> Cut(CutRequest request, ConnectionCuts cuts) =>
        request.Problems() is { Count: > 0 } problems ? TypedResults.ValidationProblem(problems) : TypedResults.Ok(new CutResult(cuts.Cut(request)));
}
