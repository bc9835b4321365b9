using SignalREmulator.Connections;

namespace SignalREmulator.Faults;

/// <summary>Refuses requests if such a fault is active: before tokens are checked and before anything is done.</summary>
internal static class Refusals
{
    private static readonly PathString[] DataPlanePaths = ["/api/hubs", "/api/v1/hubs", "/api/auth", "/api/v1/auth"];

    public static void UseRefusals(this WebApplication app)
    {
        var faults = app.Services.GetRequiredService<ActiveFaults>();
        app.Use((context, next) =>
        {
            // Usually no fault is active.
            var (requests, negotiations) = (faults.Requests, faults.Negotiations);
            if (requests is null && negotiations is null)
            {
                return next(context);
            }

            var plan = IsDataPlane(context.Request) ? requests : IsNegotiation(context.Request) ? negotiations : null;
            return plan?.Refuses() == true ? plan.AnswerAsync(context) : next(context);
        });
    }

    private static bool IsDataPlane(HttpRequest request) => Array.Exists(DataPlanePaths, path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));

    private static bool IsNegotiation(HttpRequest request) =>
        request.Path.StartsWithSegments(ClientRequestRules.Path, StringComparison.Ordinal, out var rest)
        && (rest.Value == "/negotiate" ? HttpMethods.IsPost(request.Method) : ClientRequestRules.OpensTransport(request));
}
