namespace SignalREmulator.DataPlane;

internal static class HealthEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/api/health", Methods, TypedResults.Ok).AllowAnonymous().WithName("Health").WithSummary("Answers 200 while the data plane takes calls.");
        routes.MapMethods("/api/v1/health", Methods, TypedResults.Ok).AllowAnonymous().WithName("HealthV1").WithSummary("Answers 200 while the data plane takes calls.");
    }
}
