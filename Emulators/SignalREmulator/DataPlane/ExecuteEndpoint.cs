using Microsoft.AspNetCore.Http.HttpResults;
using SignalREmulator.Commands;
using SignalREmulator.Filters;
using SignalREmulator.Sending;

namespace SignalREmulator.DataPlane;

/// <summary>Commands for all connections that a filter selects. If the filter or a command is invalid, nothing is done.</summary>
internal static class ExecuteEndpoint
{
    private static readonly BodyReaders<CommandBatch> Bodies = new(CommandBody.Parse);

    public static void MapExecute(this RouteGroupBuilder hub) =>
        hub.MapPost("/:execute", ExecuteAsync).Since("2023-07-01").WithName("Execute").WithSummary("Executes commands for the connections that a filter selects.");

    private static async Task<Results<Accepted, DataPlaneError>> ExecuteAsync(DataPlaneCall call, HttpRequest request, Broadcaster broadcaster, CancellationToken cancellation)
    {
        var filter = ConnectionFilter.Everyone;
        if (request.Query["filter"] is { Count: > 0 } asked)
        {
            string? problem = null;
            if (asked is not [{ } text] || ConnectionFilter.Parse(text, out problem) is not { } parsed)
            {
                return DataPlaneError.Invalid("filter", $"'filter' is one OData expression. {problem}");
            }

            filter = parsed;
        }

        var (batch, error) = await RequestBody.ReadAsync(request, Bodies, cancellation);
        if (batch is null)
        {
            return error!;
        }

        batch.Run(call.Hub, filter, broadcaster);
        return TypedResults.Accepted(uri: (string?)null);
    }
}
